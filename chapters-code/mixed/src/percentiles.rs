//! The latencies of requests, in percentiles.

use std::time::Duration;

use measure::Answer;

/// Latencies, the shortest first.
pub struct Latencies(Vec<Duration>);

impl From<Vec<Duration>> for Latencies {
    fn from(mut latencies: Vec<Duration>) -> Self {
        latencies.sort_unstable();
        Self(latencies)
    }
}

impl Latencies {
    /// The latency that this share of them does not exceed, in nanoseconds: the smallest
    /// such (the *nearest rank*). `None` if there are none.
    pub fn percentile_ns(&self, percent: usize) -> Option<u64> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        Some(self.0.get(rank - 1)?.as_nanos() as u64)
    }

    /// An answer with some of their percentiles, each under its name.
    pub fn with_percentiles<const N: usize>(
        &self,
        answer: Answer,
        named: [(&'static str, usize); N],
    ) -> Answer {
        named.into_iter().fold(answer, |answer, (name, percent)| {
            match self.percentile_ns(percent) {
                Some(ns) => answer.with(name, ns),
                None => answer,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_latencies() {
        let latencies: Latencies =
            [5, 1, 3, 2, 4].map(Duration::from_nanos).to_vec().into();
        let percentiles =
            [0, 1, 20, 21, 50, 90, 100].map(|percent| latencies.percentile_ns(percent));
        assert_eq!(percentiles, [1, 1, 1, 2, 3, 5, 5].map(Some));
        assert_eq!(Latencies::from(Vec::new()).percentile_ns(50), None);
    }
}
