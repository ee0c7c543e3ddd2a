//! Two builds of one chapter in the same rounds: what a change of the harness does to
//! what it measures.

use std::path::Path;

use anyhow::{Context as _, Result};
use measure::rounds::{self, Executor, Progress, SystemClock};
use record::stats::{self, Estimate};
use record::{Failure, Metric, Outcome, Row};

use crate::interrupt::Interrupted;
use crate::run::{Children, Request, or_failed};

/// What the other build's rows are called: no key ends so.
const OTHER: &str = " (other build)";

/// A row's wall time in this build over that in the other one.
#[derive(Debug)]
pub struct Compared {
    /// The row's key.
    pub row: String,
    /// The median of the ratios of each round, and its 95 % interval; `None` where a
    /// build has no sample that counts.
    pub ratio: Option<Estimate>,
    /// The first failure of either.
    pub failure: Option<Failure>,
}

/// Takes rounds of the request's rows, each from this build and from `other`, the binary
/// of another build, until every ratio is as precise as the request's effort wants or
/// the effort is spent.
pub fn compare(
    request: &Request<'_>,
    other: &Path,
    traced: bool,
    progress: &mut dyn Progress,
) -> Result<Vec<Compared>> {
    let service = (request.experiment.service)(&request.settings)
        .context("cannot start what the experiment talks to")?;
    let mut rows = Vec::new();
    for strategy in request.strategies() {
        let ours = strategy.row(&request.settings)?;
        let key = format!("{}{OTHER}", ours.key);
        rows.extend([ours.clone(), Row { key, ..ours }]);
    }
    let mut builds = Builds { children: Children { request, service }, other, traced };
    let precision = request.effort.precision;
    let taken = rounds::take(
        rows,
        &request.effort,
        request.seed,
        &mut builds,
        &SystemClock::start(),
        &|_, rows| {
            let half_width = |pair| ratio(pair)?.relative_half_width();
            rows.chunks(2)
                .all(|pair| half_width(pair).is_some_and(|half| half <= precision))
        },
        progress,
    )?;
    let compared = taken.rows.chunks(2).map(|pair| Compared {
        row: pair[0].key.clone(),
        ratio: ratio(pair),
        failure: pair.iter().flat_map(Row::failures).next().cloned(),
    });
    Ok(compared.collect())
}

/// Ours over the other's.
fn ratio(pair: &[Row]) -> Option<Estimate> {
    stats::paired_ratio(pair.first()?, pair.get(1)?, Metric::Wall)
}

/// Runs a row in the build that its key says.
struct Builds<'a> {
    children: Children<'a>,
    other: &'a Path,
    traced: bool,
}

impl Executor for Builds<'_> {
    fn sample(&mut self, row: &str, round: u32) -> Result<Outcome, Interrupted> {
        let ours = std::env::current_exe();
        let (binary, key) = match (row.strip_suffix(OTHER), ours) {
            (Some(key), _) => (self.other.to_owned(), key),
            (None, Ok(ours)) => (ours, row),
            (None, Err(error)) => return or_failed(Err(error.into())),
        };
        or_failed(self.children.sample_of(&binary, key, round, self.traced))
    }
}
