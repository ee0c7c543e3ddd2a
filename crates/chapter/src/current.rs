//! Whether the record of an experiment stands for this build.

use anyhow::Result;
use evidence::staleness::{self, Expected, Here};
use record::config::Config;
use record::machine::MachineName;
use record::store::Store;
use record::{Profile, Record};
use show::equivalent::Equivalent;
use show::library::changes;

use crate::definition::Chapter;

/// Why a machine's record does not stand for what this build would measure; empty if
/// it does. A record of a larger profile will do. For another machine than `local`,
/// which need not be this one, the compiler and the processor are no reasons.
pub(crate) fn reasons(
    chapter: &Chapter,
    config: &Config,
    (store, machine): (&Store, &MachineName),
    record: &Record,
    profile: Profile,
) -> Result<Vec<String>> {
    let experiment = &record.experiment;
    // A missing profile is an error of the configuration, not a reason.
    let settings = config.settings(experiment, record.profile)?;
    let build = chapter.build.of(experiment)?;
    let equivalent = Equivalent::of(store, machine)?;
    let environment = host::environment::environment();
    Ok(staleness::reasons(
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
    ))
}
