//! A quota of the processor: a server in a control group that may use half a core, or one
//! and a half, with one thread for its job, one per core, or more.

mod group;
mod in_group;
pub mod server;

use measure::environment::cores_usable;
use measure::{Experiment, Preflight, Strategy};
use record::{Setting, Settings};

use group::Group;
use in_group::InGroup;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "quota",
        baseline: "none-n",
        strategies: strategies(),
        expected_answer: in_group::expected_answer,
        slowest: in_group::slowest,
        preflight: |settings, _| Ok(preflight(settings)),
        ..Experiment::default()
    }
}

/// Half a core, one and a half, and as many threads per core as nobody needs, in percent
/// of a core and threads per core.
const HALF: u64 = 50;
const ONE_AND_A_HALF: u64 = 150;
const CROWD: u64 = 8;

fn strategies() -> Vec<Strategy> {
    let row = |key, label, group, workers| {
        let source = "src/quota/server.rs";
        Strategy::new(key, label, source, InGroup::prepare, InGroup::serve)
            .in_group(group)
            .with("workers", Setting::Count(workers))
    };
    let none = |key, label, workers| row(key, label, "No quota", workers);
    let of = |percent, group| {
        move |key, label, workers| {
            row(key, label, group, workers)
                .with(in_group::QUOTA, Setting::Count(percent))
                .wanted_if(can_be_had)
        }
    };
    let half = of(HALF, "Half a core");
    let more = of(ONE_AND_A_HALF, "One and a half cores");
    let cores = cores_usable();
    vec![
        none("none-n", "No quota, a thread per core", cores),
        half("half-1", "Half a core, one thread", 1),
        half("half-n", "Half a core, a thread per core", cores),
        half("half-8n", "Half a core, 8 threads per core", CROWD * cores)
            .wanted_if(|settings| is_in_the_profile(settings) && can_be_had(settings)),
        more("more-1", "1.5 cores, one thread", 1),
        more("more-n", "1.5 cores, a thread per core", cores),
    ]
}

/// Whether this machine lets us make a control group with the quota of this row.
fn can_be_had(settings: &Settings) -> bool {
    cannot_be_had(settings).is_none()
}

/// Why not.
fn cannot_be_had(settings: &Settings) -> Option<anyhow::Error> {
    let quota = in_group::quota(settings).and_then(|quota| match quota {
        Some((quota, period)) => Group::make(quota, period).map(drop),
        None => Ok(()),
    });
    quota.err()
}

fn is_in_the_profile(settings: &Settings) -> bool {
    settings.count("most-per-core").is_ok_and(|most| most >= CROWD)
}

fn preflight(settings: &Settings) -> Preflight {
    let mut settings = settings.clone();
    settings.set(in_group::QUOTA, Setting::Count(HALF));
    let notes = cannot_be_had(&settings).map(|why| {
        format!(
            "the rows under a quota do not apply here: no control group can be made ({why:#})"
        )
    });
    Preflight { notes: notes.into_iter().collect(), not_for_the_page: false }
}
