//! The same, but what computes gives way to the others now and then.

// ANCHOR: listing
use anyhow::Result;
use measure::trace;
use tokio::task::yield_now;

use super::{Done, Workload, hearts_async};
use crate::primes::primes_in;

/// After so many numbers it gives way.
const STEP: u64 = 2_000;

/// Lets the hearts beat, and computes meanwhile a step at a time; all on one
/// thread.
pub(super) fn run(work: &Workload) -> Result<Done> {
    hearts_async::run_beside(work, async |limit| {
        let mut primes = 0;
        for from in (2..limit).step_by(STEP as usize) {
            let mark = trace::computing("primes");
            primes += primes_in(from..limit.min(from + STEP));
            drop(mark);
            yield_now().await; // here the others may run
        }
        primes
    })
}
// ANCHOR_END: listing
