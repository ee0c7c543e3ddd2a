//! Whether the record of an experiment stands for this build.

use std::collections::BTreeMap;

use anyhow::Result;
use evidence::staleness::{self, Expected, Here};
use measure::Experiment;
use record::config::Config;
use record::machine::MachineName;
use record::{Profile, Record, Setting};
use show::Library;
use show::equivalent::Equivalent;
use show::library::changes;

use crate::definition::Chapter;

/// Why a machine's record does not stand for what this build would measure; empty if
/// it does. A record of a larger profile will do. For another machine than `local`,
/// which need not be this one, the compiler and the processor are no reasons.
pub(crate) fn reasons(
    chapter: &Chapter,
    config: &Config,
    (library, machine): (&Library, &MachineName),
    record: &Record,
    profile: Profile,
) -> Result<Vec<String>> {
    let experiment = &record.experiment;
    // A missing profile is an error of the configuration, not a reason.
    let mut settings = config.settings(experiment, record.profile)?;
    if machine.is_local() {
        let there = library.environment(chapter.name, experiment)?;
        settings = settings.overlaid_with(&there);
    }
    let build = chapter.build.of(experiment)?;
    let equivalent = Equivalent::of(library.store(), machine)?;
    let environment = host::environment::environment();
    let mut reasons = staleness::reasons(
        record,
        &Expected {
            changes: changes(record, &equivalent, build.depends_on()),
            here: machine.is_local().then_some(Here {
                rustc: chapter.build.rustc,
                rustflags: chapter.build.rustflags,
                opt_level: chapter.build.opt_level,
                environment: &environment,
            }),
            settings: &settings,
            profile,
        },
    );
    if machine.is_local() && reasons.is_empty() {
        reasons = rows_changed(chapter.experiment(experiment)?, record)?;
    }
    Ok(reasons)
}

/// What of the rows' own settings would be otherwise now: some depend on what there is on
/// this machine, such as the interpreter of a row's program.
fn rows_changed(experiment: &Experiment, record: &Record) -> Result<Vec<String>> {
    let mut changed: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for row in &record.rows {
        let Some(strategy) = experiment.strategy(&row.key) else { continue };
        let now = strategy.row(&record.settings)?.settings;
        for (name, now) in now.iter() {
            let words = |setting: Option<&Setting>| {
                let words = setting.map(ToString::to_string).unwrap_or_default();
                if words.is_empty() { "none".to_owned() } else { words }
            };
            let (then, now) = (words(row.settings.get(name)), words(Some(now)));
            if then != now {
                let change = (name.to_owned(), then, now);
                changed.entry(change).or_default().push(&row.key);
            }
        }
    }
    let words = |((name, then, now), rows): ((String, String, String), Vec<&str>)| {
        let rows = rows.join(", ");
        format!("`{name}` of {rows} changed: {then} then, {now} now")
    };
    Ok(changed.into_iter().map(words).collect())
}
