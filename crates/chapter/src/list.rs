//! `list`: experiments, strategies, and what is stale.

use std::fmt::Write as _;

use anyhow::Result;
use record::config::Config;
use record::store::ReadError;

use crate::cli;
use crate::current;
use crate::definition::Chapter;

pub(crate) fn text(
    chapter: &Chapter,
    config: &Config,
    options: &cli::List,
) -> Result<String> {
    let library = options.place.library()?;
    let machine = &options.machine;
    let (mut text, mut json) = (String::new(), Vec::new());
    for experiment in &chapter.experiments {
        let stale = match library.store().read(machine, chapter.name, experiment.name) {
            Ok(record) => {
                current::reasons(chapter, config, machine, &record, options.profile)?
            }
            Err(ReadError::Missing(_)) if machine.is_local() => {
                vec!["not measured on this machine".to_owned()]
            }
            Err(ReadError::Missing(_)) => vec!["not recorded".to_owned()],
            Err(error) => vec![error.to_string()],
        };
        let analysis = library.analysis(chapter.name, experiment.name)?;
        if options.json {
            json.push(serde_json::json!({
                "experiment": experiment.name,
                "question": analysis.question,
                "strategies": experiment.strategies.iter().map(|strategy| serde_json::json!({
                    "key": strategy.key,
                    "label": strategy.label,
                    "source": strategy.source,
                    "group": strategy.group,
                    "settings": strategy.settings,
                })).collect::<Vec<_>>(),
                "claims": analysis.claims.iter().map(|claim| &claim.id).collect::<Vec<_>>(),
                "stale": stale,
            }));
            continue;
        }
        writeln!(text, "{}: {}", experiment.name, analysis.question)?;
        for strategy in &experiment.strategies {
            writeln!(
                text,
                "  {:<16} {:<24} chapters-code/{}/{}",
                strategy.key, strategy.label, chapter.name, strategy.source
            )?;
        }
        if stale.is_empty() {
            writeln!(text, "  up to date\n")?;
        } else {
            writeln!(text, "  stale: {}\n", stale.join("; "))?;
        }
    }
    Ok(if options.json {
        serde_json::to_string_pretty(&json)?
    } else {
        text.trim_end().to_owned()
    })
}
