//! How late the beats were.

use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;
use measure::Answer;

/// What is read from the histogram, with its percentile.
const READ: [(&str, f64); 5] = [
    ("p50_ns", 0.5),
    ("p75_ns", 0.75),
    ("p90_ns", 0.9),
    ("p95_ns", 0.95),
    ("p99_ns", 0.99),
];

/// How late each beat was, in nanoseconds, to three significant digits.
pub struct Lateness(Histogram<u64>);

impl Lateness {
    /// Of no beat yet.
    pub fn new() -> Result<Self> {
        Ok(Self(Histogram::new(3)?))
    }

    /// One more beat, this late.
    pub fn add(&mut self, late: Duration) -> Result<()> {
        Ok(self.0.record(u64::try_from(late.as_nanos())?)?)
    }

    /// The beats of another heart too.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        Ok(self.0.add(&other.0)?)
    }

    /// How many beats there were, and how late they were.
    pub fn answer(&self) -> Answer {
        let answer = Answer::from(self.0.len()).with("max_ns", self.0.max());
        READ.into_iter().fold(answer, |answer, (name, quantile)| {
            answer.with(name, self.0.value_at_quantile(quantile))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beats_of_all_the_hearts_are_counted_and_their_percentiles_read_together() {
        let mut all = Lateness::new().expect("three digits are allowed");
        for heart in 0..2 {
            let mut one = Lateness::new().expect("three digits are allowed");
            for beat in 1..=50 {
                one.add(Duration::from_micros(50 * heart + beat)).expect("it fits");
            }
            all.merge(&one).expect("it resizes");
        }
        let answer = all.answer();
        assert_eq!(answer.value, 100);
        for (name, micros) in
            [("p50_ns", 50), ("p90_ns", 90), ("p99_ns", 99), ("max_ns", 100)]
        {
            let read = answer.own[name] as f64 / 1e3;
            assert!((read / f64::from(micros) - 1.0).abs() < 1e-3, "{name}: {read}");
        }
    }
}
