//! A program as a row of an experiment.

use std::borrow::Cow;

use measure::{Preflight, Strategy};
use program::Program;
use record::{Setting, Settings};

use super::network;
use super::run::Cluster;

/// A row that runs a program on so many workers of a kind: `thread`, `threads`, `bytes`,
/// `unix`, `tcp` or `hosts`. The file is the one that has the program.
pub fn row<P: Program>(
    file: &'static str,
    key: impl Into<Cow<'static, str>>,
    label: impl Into<Cow<'static, str>>,
    peers: &str,
    workers: u64,
) -> Strategy {
    let row = Strategy::new(key, label, file, Cluster::<P>::prepare, Cluster::run);
    on(row, peers, workers)
}

/// The same row on so many workers of a kind. Where no hosts can be made on this
/// machine, a row of them does not apply.
pub fn on(row: Strategy, peers: &str, workers: u64) -> Strategy {
    row.with("peers", Setting::Text(peers.to_owned()))
        .with("workers", Setting::Count(workers))
        .wanted_if(applies)
}

/// Whether this machine has what a row with these settings needs.
pub fn applies(settings: &Settings) -> bool {
    let peers = settings.optional_text("peers").unwrap_or_default();
    peers != Some("hosts") || network::refusal().is_none()
}

/// Says why rows of hosts are left out, where they are.
pub fn preflight() -> Preflight {
    let note = |why| format!("the rows of hosts do not apply here: {why}");
    let notes = network::refusal().map(note).into_iter().collect();
    Preflight { notes, not_for_the_page: false }
}
