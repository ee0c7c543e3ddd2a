//! Whose record is shown, and whether it is out of date.

use anyhow::{Result, anyhow, bail};
use measure::{Experiment, environment};
use record::machine::MachineName;
use record::staleness::{self, Expected};
use record::store::{ReadError, Store};
use record::{Environment, Profile, Record, Settings};

use crate::chapter::Chapter;
use crate::config::Config;

/// A record, whose it is, and why it is out of date, if it is.
pub(crate) struct Shown {
    pub(crate) record: Record,
    pub(crate) machine: MachineName,
    pub(crate) stale: Vec<String>,
}

/// The record of the first of these machines that has it. It is out of date if its
/// profile is smaller than `profile`.
pub(crate) fn find(
    chapter: &Chapter,
    config: &Config,
    experiment: &Experiment,
    machines: &[MachineName],
    profile: Profile,
    store: &Store,
) -> Result<Shown> {
    for machine in machines {
        match store.read(machine, chapter.name, experiment.name) {
            Ok(mut record) => {
                let environment = machine.is_local().then(environment::environment);
                let stale = reasons(
                    chapter,
                    config,
                    experiment,
                    &record,
                    environment.as_ref(),
                    profile,
                )?;
                add_missing_rows(&mut record, experiment)?;
                return Ok(Shown { record, machine: machine.clone(), stale });
            }
            Err(ReadError::Missing(_)) => {}
            Err(error) => {
                return Err(anyhow!(error).context(advice(chapter, experiment)));
            }
        }
    }
    let whose = match machines {
        [machine] => format!(" on the machine `{machine}`"),
        _ => String::new(),
    };
    bail!(
        "`{}` was not measured{whose}: {}",
        experiment.name,
        advice(chapter, experiment)
    )
}

/// A strategy that is newer than the record is still a row: one that was not
/// measured. A page that speaks of it can be built all the same.
fn add_missing_rows(record: &mut Record, experiment: &Experiment) -> Result<()> {
    for (place, strategy) in experiment.strategies.iter().enumerate() {
        if record.row(&strategy.key).is_none() {
            let row = strategy.row(&record.settings)?;
            record.rows.insert(place.min(record.rows.len()), row);
        }
    }
    Ok(())
}

fn advice(chapter: &Chapter, experiment: &Experiment) -> String {
    format!(
        "measure it with `cargo run --release -p {} -- run {}`",
        chapter.name, experiment.name
    )
}

/// Why a record is out of date; empty if it is not. `environment` is this
/// machine's for a record of this machine, `None` for another's.
pub(crate) fn reasons(
    chapter: &Chapter,
    config: &Config,
    experiment: &Experiment,
    record: &Record,
    environment: Option<&Environment>,
    profile: Profile,
) -> Result<Vec<String>> {
    // A missing profile is an error of the configuration, not a reason.
    let by_profile: Vec<(Profile, Settings)> = Profile::ALL
        .into_iter()
        .map(|profile| Ok((profile, config.settings(experiment.name, profile)?)))
        .collect::<Result<_>>()?;
    let settings = |wanted: Profile| -> Settings {
        by_profile
            .iter()
            .find(|(profile, _)| *profile == wanted)
            .map(|(_, settings)| settings.clone())
            .unwrap_or_default()
    };
    Ok(staleness::reasons(
        record,
        &Expected {
            build: &chapter.build.alone(),
            environment,
            settings: &settings,
            profile,
            rows: experiment.wanted(&record.settings),
        },
    ))
}
