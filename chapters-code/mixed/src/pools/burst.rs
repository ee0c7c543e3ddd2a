//! What is asked of a server: many heavy requests at once, and meanwhile a light one
//! every tick.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use measure::Answer;
use measure::environment::cores_usable;
use measure::trace::{self, Mark};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use record::Settings;
use tokio::sync::Semaphore;

use crate::computing::{FIRST, count_primes, primes_by_a_sieve};
use crate::percentiles::Latencies;

/// In how many parts rayon may divide a request.
const PARTS: u64 = 16;

// ANCHOR: heavy
/// A request that needs some computing.
#[derive(Clone)]
pub(super) struct Heavy {
    number: u64,
    numbers: Range<u64>,
    /// As many places as cores, for a strategy that keeps to them.
    pub(super) places: Arc<Semaphore>,
}

impl Heavy {
    /// Computes on the calling thread.
    pub(super) fn compute(&self) -> u64 {
        self.count(self.numbers.clone())
    }

    /// Computes on the threads of the rayon pool that the caller is in, or of the
    /// global one. The caller waits.
    pub(super) fn compute_in_parallel(&self) -> u64 {
        self.parts().into_par_iter().map(|part| self.count(part)).sum()
    }
    // ANCHOR_END: heavy

    fn count(&self, numbers: Range<u64>) -> u64 {
        let _mark = trace::computing(format_args!("request {}", self.number));
        count_primes(numbers)
    }

    fn parts(&self) -> Vec<Range<u64>> {
        let Range { start, end } = self.numbers;
        let bound = |part| start + (end - start) * part / PARTS;
        (0..PARTS).map(|part| bound(part)..bound(part + 1)).collect()
    }
}

/// Whom to answer, and since when they wait.
pub(super) struct Reply {
    since: Instant,
    to: Sender<(Result<u64>, Duration)>,
    _mark: Option<Mark>,
}

impl Reply {
    /// Gives the answer.
    pub(super) fn with(self, answer: Result<u64>) {
        let _ = self.to.send((answer, self.since.elapsed())); // who has failed listens no more
    }
}

/// The requests.
pub(super) struct Burst {
    heavy: Vec<Heavy>,
    tick: Duration,
}

impl Burst {
    /// The requests for these settings: so many heavy ones for each core.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let places = Arc::new(Semaphore::new(cores_usable() as usize));
        let numbers = numbers(settings)?;
        let heavy = |number| Heavy {
            number,
            numbers: numbers.clone(),
            places: Arc::clone(&places),
        };
        Ok(Self {
            heavy: (1..=requests(settings)?).map(heavy).collect(),
            tick: settings.duration("tick")?.max(Duration::from_micros(1)),
        })
    }

    /// The sum of what the heavy requests are answered with.
    pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
        Ok(Some(requests(settings)? * primes_by_a_sieve(numbers(settings)?)))
    }

    /// Sends all heavy requests at once, and a light one every tick until the last heavy
    /// one is answered. When a light one is due is fixed beforehand: what is late counts
    /// from then.
    pub(super) fn send(
        &self,
        mut heavy: impl FnMut(Heavy, Reply),
        mut light: impl FnMut(Reply),
    ) -> Result<Answer> {
        let start = Instant::now();
        let (to, answers) = mpsc::channel();
        for request in &self.heavy {
            heavy(request.clone(), Reply { since: start, to: to.clone(), _mark: None });
        }
        drop(to);
        let (to, light_answers) = mpsc::channel();
        let mut number = 0;
        let mut due = start;
        let mut send_light = || {
            number += 1;
            let mark = trace::ready(format_args!("light {number}"));
            light(Reply { since: due, to: to.clone(), _mark: Some(mark) });
            due += self.tick;
            due
        };
        let mut next = send_light();
        let (mut sum, mut latencies) = (0, Vec::with_capacity(self.heavy.len()));
        while latencies.len() < self.heavy.len() {
            match answers.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok((answer, latency)) => {
                    sum += answer?;
                    latencies.push(latency);
                }
                Err(RecvTimeoutError::Timeout) => next = send_light(),
                Err(RecvTimeoutError::Disconnected) => bail!("a request got no answer"),
            }
        }
        let end = start + latencies.iter().max().copied().unwrap_or_default();
        while next <= end {
            next = send_light(); // it was due before the end, and nobody had a core to send it
        }
        drop(to);
        let light: Vec<_> =
            light_answers.into_iter().map(|(_, latency)| latency).collect();
        let answer = Latencies::from(latencies)
            .with_percentiles(sum.into(), [("heavy_p50_ns", 50)]);
        Ok(Latencies::from(light).with_percentiles(
            answer,
            [("light_p50_ns", 50), ("light_p90_ns", 90), ("light_max_ns", 100)],
        ))
    }
}

/// How many heavy requests there are.
fn requests(settings: &Settings) -> Result<u64> {
    Ok(settings.count("per-core")? * cores_usable())
}

/// The numbers that each of them looks at.
fn numbers(settings: &Settings) -> Result<Range<u64>> {
    Ok(FIRST..FIRST + settings.count("numbers")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_request_are_the_whole_of_it() {
        let places = Arc::new(Semaphore::new(1));
        let heavy = Heavy { number: 1, numbers: FIRST..FIRST + 1_000, places };
        assert_eq!(heavy.compute(), 75);
        assert_eq!(heavy.compute_in_parallel(), 75);
    }
}
