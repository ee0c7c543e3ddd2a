//! `list`: experiments, strategies, and what is stale.

use anyhow::Result;
use measure::environment;
use record::machine::MachineName;
use record::store::ReadError;

use crate::chapter::Chapter;
use crate::cli;
use crate::config::Config;
use crate::shown;

pub(crate) fn list(
    chapter: &Chapter,
    config: &Config,
    options: &cli::List,
) -> Result<()> {
    let environment = environment::environment();
    let mut json = Vec::new();
    for experiment in &chapter.experiments {
        let stale = match options.store.read(
            &MachineName::local(),
            chapter.name,
            experiment.name,
        ) {
            Ok(record) => shown::reasons(
                chapter,
                config,
                experiment,
                &record,
                Some(&environment),
                options.profile,
            )?,
            Err(ReadError::Missing(_)) => {
                vec!["not measured on this machine".to_owned()]
            }
            Err(error) => vec![error.to_string()],
        };
        if options.json {
            json.push(serde_json::json!({
                "experiment": experiment.name,
                "question": experiment.question,
                "strategies": experiment.strategies.iter().map(|strategy| serde_json::json!({
                    "key": strategy.key,
                    "label": strategy.label,
                    "source": strategy.source,
                    "group": strategy.group,
                    "settings": strategy.settings,
                })).collect::<Vec<_>>(),
                "claims": experiment.claims.iter().map(|claim| claim.id).collect::<Vec<_>>(),
                "stale": stale,
            }));
            continue;
        }
        println!("{}: {}", experiment.name, experiment.question);
        for strategy in &experiment.strategies {
            println!(
                "  {:<16} {:<24} chapters-code/{}/{}",
                strategy.key, strategy.label, chapter.name, strategy.source
            );
        }
        let state = if stale.is_empty() {
            "up to date".to_owned()
        } else {
            format!("stale: {}", stale.join("; "))
        };
        println!("  {state}\n");
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&json)?);
    }
    Ok(())
}
