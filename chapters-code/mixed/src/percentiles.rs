//! The latencies of requests and the ages of messages, in percentiles.

use std::time::Duration;

use measure::Answer;

/// Latencies, the shortest first.
pub struct Latencies(Vec<Duration>);

/// What is kept of the ages of messages, by name and per cent.
pub const AGES: [(&str, usize); 4] =
    [("p50_ns", 50), ("p90_ns", 90), ("p99_ns", 99), ("max_ns", 100)];

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
        let rank = self.rank(percent);
        Some(self.0.get(rank - 1)?.as_nanos() as u64)
    }

    fn rank(&self, percent: usize) -> usize {
        (self.0.len() * percent).div_ceil(100).max(1)
    }

    /// An answer with some of their percentiles, each under its name. One that so few
    /// cannot show is left out: the 99th of fifty would be their longest.
    pub fn with_percentiles<const N: usize>(
        &self,
        answer: Answer,
        named: [(&'static str, usize); N],
    ) -> Answer {
        named.into_iter().fold(answer, |answer, (name, percent)| {
            match self.percentile_ns(percent) {
                Some(ns) if percent == 100 || self.rank(percent) < self.0.len() => {
                    answer.with(name, ns)
                }
                _ => answer,
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

    fn ages(count: u64) -> Vec<(&'static str, u64)> {
        let ages: Vec<_> = (1..=count).rev().map(Duration::from_nanos).collect();
        let answer = Latencies::from(ages).with_percentiles(Answer::default(), AGES);
        answer.own.into_iter().collect()
    }

    #[test]
    fn a_percentile_that_so_few_cannot_show_is_left_out() {
        let all = [("max_ns", 200), ("p50_ns", 100), ("p90_ns", 180), ("p99_ns", 198)];
        assert_eq!(ages(200), all);
        assert_eq!(ages(10), [("max_ns", 10), ("p50_ns", 5), ("p90_ns", 9)]);
        assert_eq!(ages(1), [("max_ns", 1)]);
        assert_eq!(ages(0), []);
    }
}
