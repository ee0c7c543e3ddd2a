//! `list`: experiments, strategies, and what is stale.

use std::collections::{BTreeMap, BTreeSet};
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
        let mut recorded = None;
        let stale = match library.store().read(machine, chapter.name, experiment.name) {
            Ok(record) => {
                let reasons = current::reasons(
                    chapter,
                    config,
                    (&library, machine),
                    &record,
                    options.profile,
                )?;
                recorded = Some(record.build);
                reasons
            }
            Err(ReadError::Missing(_)) if machine.is_local() => {
                vec!["not measured on this machine".to_owned()]
            }
            Err(ReadError::Missing(_)) => vec!["not recorded".to_owned()],
            Err(error) => vec![error.to_string()],
        };
        let analysis = library.analysis(chapter.name, experiment.name)?;
        if options.json {
            let build = chapter.build.of(experiment.name)?;
            let now = build.depends_on();
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
                "commit": recorded.as_ref().and_then(|build| build.git_commit.value.clone()),
                "changes": recorded.as_ref().map(|then| changes(&then.depends_on, now)),
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

/// What a record depends on and is not as it was: by its name, its hash then and now.
fn changes<'a>(
    then: &'a BTreeMap<String, String>,
    now: &'a BTreeMap<String, String>,
) -> BTreeMap<&'a str, [Option<&'a str>; 2]> {
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    names
        .into_iter()
        .map(|name| {
            (name.as_str(), [then, now].map(|all| all.get(name).map(String::as_str)))
        })
        .filter(|(_, [then, now])| then != now)
        .collect()
}
