//! A program as a row of an experiment.

use std::borrow::Cow;

use measure::Strategy;
use record::Setting;

use super::program::Program;
use super::run::Cluster;

/// A row that runs a program on so many workers of a kind: `thread`, `threads`, `bytes`,
/// `unix` or `tcp`. The file is the one that has the program.
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

/// The same row on so many workers of a kind.
pub fn on(row: Strategy, peers: &str, workers: u64) -> Strategy {
    row.with("peers", Setting::Text(peers.to_owned()))
        .with("workers", Setting::Count(workers))
}
