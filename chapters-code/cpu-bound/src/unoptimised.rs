//! Without `--release`: one program, built in several ways.

mod builds;
mod built;
pub mod program;

use measure::{Experiment, Strategy};

use crate::workload;
use built::{Built, Threads::One, Threads::PerCore};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "unoptimised",
        baseline: "release",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: builds::start,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let file = "src/unoptimised/program.rs";
    let row =
        |key, label, prepare| Strategy::new(key, label, file, prepare, Built::run);
    let one = [
        row("dev", "dev", |settings| Built::prepare(settings, "dev", &One)),
        row("opt-level-1", "dev, opt-level = 1", |settings| {
            Built::prepare(settings, "opt-level-1", &One)
        }),
        row("checks", "release, with checks", |settings| {
            Built::prepare(settings, "checks", &One)
        }),
        row("release", "release", |settings| Built::prepare(settings, "release", &One)),
        row("lto", "release, LTO", |settings| Built::prepare(settings, "lto", &One)),
        row("native", "release, target-cpu=native", |settings| {
            Built::prepare(settings, "native", &One)
        }),
    ];
    let several = [
        row("dev-threads", "dev, threads", |settings| {
            Built::prepare(settings, "dev", &PerCore)
        }),
        row("opt-level-1-threads", "dev, opt-level = 1, threads", |settings| {
            Built::prepare(settings, "opt-level-1", &PerCore)
        }),
        row("release-threads", "release, threads", |settings| {
            Built::prepare(settings, "release", &PerCore)
        }),
    ];
    let one = one.map(|row| row.in_group("One thread"));
    let several = several.map(|row| row.in_group("A thread per core"));
    one.into_iter().chain(several).collect()
}
