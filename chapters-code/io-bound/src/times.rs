//! Many times, and their percentiles.

use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;
use measure::Answer;

/// A histogram of times in nanoseconds, which keeps three digits of each.
pub struct Times(Histogram<u64>);

impl Times {
    /// An empty one.
    pub fn new() -> Result<Self> {
        Ok(Self(Histogram::new(3)?))
    }

    /// Adds a time.
    pub fn record(&mut self, time: Duration) -> Result<()> {
        Ok(self.0.record(u64::try_from(time.as_nanos())?)?)
    }

    /// Adds the time of a request and, if it is longer than a tick, what the
    /// requests would have taken that were not sent meanwhile.
    pub fn record_correct(&mut self, time: Duration, tick: Duration) -> Result<()> {
        let (time, tick) = (time.as_nanos(), tick.as_nanos());
        Ok(self.0.record_correct(u64::try_from(time)?, u64::try_from(tick)?)?)
    }

    /// Adds all times of another histogram.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        Ok(self.0.add(&other.0)?)
    }

    /// How many times there are.
    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// The answer with these quantiles, by name and share, in nanoseconds. The
    /// quantile 1 is the longest time. One that so few times cannot show is left out:
    /// the 99th percentile of fifty would be their longest.
    pub fn with_quantiles(
        &self,
        answer: Answer,
        quantiles: impl IntoIterator<Item = (&'static str, f64)>,
    ) -> Answer {
        let beyond = |share: f64| (1.0 - share) * self.count() as f64;
        let is_shown = |(_, share): &(_, f64)| *share >= 1.0 || beyond(*share) >= 0.999;
        quantiles.into_iter().filter(is_shown).fold(answer, |answer, (name, share)| {
            answer.with(name, self.0.value_at_quantile(share))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> Times {
        Times::new().expect("three digits are allowed")
    }

    fn quantile(times: &Times, share: f64) -> f64 {
        let answer = times.with_quantiles(Answer::default(), [("ns", share)]);
        answer.own["ns"] as f64
    }

    #[test]
    fn merged_times_are_counted_and_their_quantiles_read_together() {
        let mut all = empty();
        for half in 0..2 {
            let mut one = empty();
            for micros in 1..=50 {
                one.record(Duration::from_micros(50 * half + micros)).expect("it fits");
            }
            all.merge(&one).expect("it resizes");
        }
        assert_eq!(all.count(), 100);
        for percent in [50, 90, 99, 100] {
            let micros = quantile(&all, f64::from(percent) / 100.0) / 1e3;
            assert!((micros / f64::from(percent) - 1.0).abs() < 1e-3, "{micros}");
        }
    }

    #[test]
    fn a_quantile_that_so_few_cannot_show_is_left_out() {
        let mut times = empty();
        for micros in 1..=99 {
            times.record(Duration::from_micros(micros)).expect("it fits");
        }
        let shares = [("p90", 0.9), ("p99", 0.99), ("max", 1.0)];
        let answer = times.with_quantiles(Answer::default(), shares);
        assert_eq!(answer.own.into_keys().collect::<Vec<_>>(), ["max", "p90"]);
    }

    #[test]
    fn corrected_times_have_the_requests_that_were_never_sent() {
        let ms = Duration::from_millis;
        let (mut plain, mut corrected) = (empty(), empty());
        for time in [1, 1, 1, 10] {
            plain.record(ms(time)).expect("in range");
            corrected.record_correct(ms(time), ms(1)).expect("in range");
        }
        // The one of 10 ms kept others waiting for 9, 8, … and 1 ms.
        assert_eq!((plain.count(), corrected.count()), (4, 13));
        let whole_ms = |times, share| (quantile(times, share) / 1e6) as u64;
        assert_eq!((whole_ms(&plain, 0.5), whole_ms(&corrected, 0.5)), (1, 4));
        assert_eq!(whole_ms(&plain, 1.0), whole_ms(&corrected, 1.0));
    }
}
