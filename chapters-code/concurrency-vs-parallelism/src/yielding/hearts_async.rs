//! Each heart a future, and the task that computes one, too; all on one thread.

// ANCHOR: listing
use std::time::Instant;

use anyhow::Result;
use measure::trace;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until};

use super::heart::Heart;
use super::{Done, Workload};
use crate::primes::primes_below;

/// Lets the hearts beat, and computes meanwhile; all on one thread.
pub(super) fn run(work: &Workload) -> Result<Done> {
    // No `.await` within: nothing else can run meanwhile.
    run_beside(work, async |limit| {
        let _mark = trace::computing("primes");
        primes_below(limit)
    })
}

/// Lets the hearts beat beside a task that computes as it is told.
pub(super) fn run_beside(
    work: &Workload,
    compute: impl AsyncFnOnce(u64) -> u64,
) -> Result<Done> {
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let beat = |number| {
            let mut heart = Heart::new(number, start, work);
            async move {
                for due in heart.times() {
                    let waits = heart.waits();
                    sleep_until(due.into()).await;
                    heart.beat(due, waits);
                }
                heart.latest()
            }
        };
        let hearts: JoinSet<_> = (1..=work.hearts).map(beat).collect();
        sleep(work.pause).await;
        let begin = Instant::now();
        let primes = compute(work.limit).await;
        let computing = begin.elapsed();
        let latest = hearts.join_all().await.into_iter().max();
        Ok(Done { primes, computing, latest: latest.unwrap_or_default() })
    })
}
// ANCHOR_END: listing
