//! A thread that has to answer while others compute.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use measure::{Answer, join};
use record::Settings;

use super::all_limits;
use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// What the strategies are given that have somebody to answer.
pub(super) struct Answering {
    /// What the workers count.
    pub(super) workload: Workload,
    /// How long after one request the next one comes.
    tick: Duration,
    /// The limit of the sieve that an answer takes.
    answer: usize,
}

impl Answering {
    /// The workload for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            workload: all_limits(settings)?,
            tick: settings.duration("tick")?,
            answer: settings.count("answer")? as usize,
        })
    }

    /// Answers on a thread of its own until the work is done. Returns the answer of
    /// the work, with how long after its request each answer came.
    pub(super) fn beside(&self, work: impl FnOnce() -> Result<u64>) -> Result<Answer> {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let responder = scope.spawn(|| self.respond(&done));
            let counted = work();
            done.store(true, Relaxed);
            responder.thread().unpark();
            let times = join(responder);
            Ok(with_quantiles(Answer::from(counted?), times))
        })
    }

    // ANCHOR: respond
    /// Answers a request at every tick, from the time on when all are at work, and
    /// one at least. Returns how long after its request each answer came.
    fn respond(&self, done: &AtomicBool) -> Vec<Duration> {
        let mut times = Vec::new();
        let mut due = Instant::now() + 10 * self.tick;
        while times.is_empty() || !done.load(Relaxed) {
            if let Some(early) = due.checked_duration_since(Instant::now()) {
                thread::park_timeout(early);
            } else {
                black_box(primes_up_to(self.answer));
                times.push(due.elapsed());
                due += self.tick;
            }
        }
        times
    }
    // ANCHOR_END: respond
}

/// The answer with how many of these times there are, and their percentiles.
fn with_quantiles(answer: Answer, mut times: Vec<Duration>) -> Answer {
    times.sort_unstable();
    // The nearest rank, so that each is a time that was measured.
    let percentile = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100).checked_sub(1)?;
        times.get(rank).map(|time| time.as_nanos() as u64)
    };
    let names = [("p50_ns", 50), ("p90_ns", 90), ("max_ns", 100)];
    names.into_iter().fold(
        answer.with("answers", times.len() as u64),
        |answer, (name, percent)| match percentile(percent) {
            Some(ns) => answer.with(name, ns),
            None => answer,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_that_so_many_do_not_exceed() {
        let times = (1..=20).rev().map(Duration::from_nanos).collect();
        let answer = with_quantiles(Answer::from(0), times);
        let own =
            ["answers", "p50_ns", "p90_ns", "max_ns"].map(|name| answer.own[name]);
        assert_eq!(own, [20, 10, 18, 20]);
    }

    #[test]
    fn where_nothing_was_answered_there_is_no_time() {
        let answer = with_quantiles(Answer::from(0), Vec::new());
        assert_eq!(answer.own.into_iter().collect::<Vec<_>>(), [("answers", 0)]);
    }
}
