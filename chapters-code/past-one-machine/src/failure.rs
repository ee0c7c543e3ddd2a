//! What a program does of which a worker fails: outcomes, not times. Each is a program of
//! its own, watched from outside.

pub mod doomed;
mod watch;

use measure::{Experiment, Strategy};
use record::Setting;

use watch::Watch;

/// The helper process that is watched.
pub const HELPER: &str = "failing";

/// What it does: the program of a row, with the settings on its standard input.
pub use doomed::run;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "failure",
        baseline: "undisturbed",
        strategies: strategies(),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key: &'static str, label: &'static str, peers: &str, fate: &str| {
        Strategy::new(key, label, "src/failure/doomed.rs", Watch::prepare, Watch::run)
            .with("peers", Setting::Text(peers.to_owned()))
            .with("workers", Setting::Count(3))
            .with("fate", Setting::Text(fate.to_owned()))
    };
    let (processes, threads) = ("Three processes", "Three threads");
    vec![
        row("undisturbed", "Nothing happens", "tcp", "none").in_group(processes),
        row("killed", "One is killed", "tcp", "killed").in_group(processes),
        row("panicked", "One panics", "tcp", "panics").in_group(processes),
        row("stopped", "One is stopped", "tcp", "stopped").in_group(processes),
        row("receiver-gone", "The first is killed", "tcp", "first-killed")
            .in_group(processes),
        row("thread-panicked", "One panics, ends are told", "threads", "panics")
            .in_group(threads),
        row("thread-joined", "One panics, join waits", "threads", "joined")
            .in_group(threads),
    ]
}
