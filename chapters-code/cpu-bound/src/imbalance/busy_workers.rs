//! How long each of some workers was busy.

use std::sync::atomic::{AtomicU64, Ordering};

use measure::Answer;

use crate::busy;
use crate::sieve::primes_up_to;

/// The time of each worker, so far.
pub struct BusyWorkers(Vec<AtomicU64>);

impl BusyWorkers {
    /// This many workers that have done nothing yet.
    pub fn new(workers: usize) -> Self {
        Self((0..workers).map(|_| AtomicU64::new(0)).collect())
    }

    /// Counts for a limit on behalf of a worker, and adds what it took of its core.
    pub fn count(&self, worker: usize, limit: usize) -> u64 {
        let before = busy::of_this_thread();
        let primes = primes_up_to(limit);
        let took = busy::of_this_thread().saturating_sub(before);
        if let Some(sum) = self.0.get(worker) {
            sum.fetch_add(took.as_nanos() as u64, Ordering::Relaxed);
        }
        primes
    }

    /// The answer, with how long the busiest and the idlest worker worked.
    pub fn answer(self, primes: u64) -> Answer {
        let times = self.0.into_iter().map(AtomicU64::into_inner);
        let (least, most) = times.fold((u64::MAX, 0), |(least, most), time| {
            (time.min(least), time.max(most))
        });
        Answer::from(primes).with("busiest_ns", most).with("idlest_ns", least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_task_is_its_workers() {
        let workers = BusyWorkers::new(2);
        assert_eq!(workers.count(1, 100_000), 9_592);
        let own = workers.answer(9_592).own;
        assert!(own["busiest_ns"] > 0 && own["idlest_ns"] == 0);
    }
}
