//! What a program does of which a worker fails: outcomes, not times. Each is a program of
//! its own, watched from outside.

pub mod doomed;
#[cfg(target_os = "linux")]
pub mod host;
pub mod parts;
#[cfg(target_os = "linux")]
pub mod place;
mod protocol;
mod watch;

use std::time::Duration;

use measure::{Experiment, Preflight, Strategy};
use record::{Setting, Settings};

use crate::namespaces::refusal;

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
        preflight: |_, _| Ok(preflight()),
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
    let (processes, hosts, threads) = ("Three processes", "Two hosts", "Three threads");
    vec![
        row("undisturbed", "Nothing happens", "tcp", "none").in_group(processes),
        row("killed", "One is killed", "tcp", "killed").in_group(processes),
        row("panicked", "One panics", "tcp", "panics").in_group(processes),
        row("stopped", "One is stopped", "tcp", "stopped").in_group(processes),
        row("receiver-gone", "The first is killed", "tcp", "first-killed")
            .in_group(processes),
        row("disk-full", "The disk is full", "tcp", protocol::DISK_FULL)
            .with("limit", Setting::Count(MANY_PARTS))
            .in_group(processes)
            .wanted_if(can_be_had),
        row(
            "disk-unchecked",
            "It is full, errors are lost",
            "tcp",
            protocol::DISK_FULL_UNCHECKED,
        )
        .with("limit", Setting::Count(MANY_PARTS))
        .in_group(processes)
        .wanted_if(can_be_had),
        row("cut", "The link is cut", "hosts", protocol::LINK_CUT)
            .with("workers", Setting::Count(2))
            .in_group(hosts)
            .wanted_if(can_be_had),
        row("cut-timeout", "It is cut, TCP gives up", "hosts", protocol::LINK_CUT)
            .with("workers", Setting::Count(2))
            .with(
                protocol::TCP_TIMEOUT,
                Setting::DurationNs(GIVES_UP.as_nanos() as u64),
            )
            .in_group(hosts)
            .wanted_if(|settings| can_be_had(settings) && is_long_enough(settings)),
        row("thread-panicked", "One panics, ends are told", "threads", "panics")
            .in_group(threads),
        row("thread-joined", "One panics, join waits", "threads", "joined")
            .in_group(threads),
    ]
}

/// After so long, TCP gives up a connection on which nobody acknowledges, where it has
/// such a limit. It looks as it sends again, the first time after a fifth of a second.
const GIVES_UP: Duration = Duration::from_millis(100);

/// The primes below this are counted in more parts than fit a page.
const MANY_PARTS: u64 = 100_000_000;

/// Whether TCP gives up well before the program's own deadline.
fn is_long_enough(settings: &Settings) -> bool {
    settings.duration("patience").is_ok_and(|patience| patience >= GIVES_UP * 8)
}

/// Whether the program of a row needs a network or a disk of its own.
fn wants_a_place(settings: &Settings) -> bool {
    let fate = settings.text("fate").ok().flatten();
    matches!(
        fate,
        Some(protocol::LINK_CUT | protocol::DISK_FULL | protocol::DISK_FULL_UNCHECKED)
    )
}

/// Whether this machine lets us make one.
fn can_be_had(_: &Settings) -> bool {
    refusal().is_none()
}

fn preflight() -> Preflight {
    let notes = refusal().map(|why| {
        format!("the rows about a link and a disk do not apply here: {why}")
    });
    Preflight { notes: notes.into_iter().collect(), not_for_the_page: false }
}
