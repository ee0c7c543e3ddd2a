//! How old messages are when they arrive.

use std::time::Duration;

use measure::Answer;

/// The percentiles that are kept, by name and per cent.
const PERCENTILES: [(&str, u64); 4] =
    [("p50_ns", 50), ("p90_ns", 90), ("p99_ns", 99), ("max_ns", 100)];

/// The age of each message, in nanoseconds.
#[derive(Default)]
pub(crate) struct Ages(Vec<u64>);

impl Ages {
    /// Adds an age.
    pub(crate) fn add(&mut self, age: Duration) {
        self.0.push(age.as_nanos() as u64);
    }

    /// Adds all of another.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// The answer with the percentiles: the smallest age that so many per cent do not
    /// exceed. One that so few cannot show is left out: the 99th of fifty would be their
    /// oldest.
    pub(crate) fn with_percentiles(mut self, answer: Answer) -> Answer {
        self.0.sort_unstable();
        let count = self.0.len() as u64;
        PERCENTILES.into_iter().fold(answer, |answer, (name, percent)| {
            let rank = (percent * count).div_ceil(100);
            match rank.checked_sub(1).map(|index| self.0[index as usize]) {
                Some(age) if percent == 100 || rank < count => answer.with(name, age),
                _ => answer,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percentiles(ages: u64) -> Vec<(&'static str, u64)> {
        let mut all = Ages::default();
        for age in (1..=ages).rev() {
            all.add(Duration::from_nanos(age));
        }
        all.with_percentiles(Answer::default()).own.into_iter().collect()
    }

    #[test]
    fn a_percentile_is_the_age_that_so_many_do_not_exceed() {
        let all = [("max_ns", 200), ("p50_ns", 100), ("p90_ns", 180), ("p99_ns", 198)];
        assert_eq!(percentiles(200), all);
    }

    #[test]
    fn a_percentile_that_so_few_cannot_show_is_left_out() {
        assert_eq!(percentiles(10), [("max_ns", 10), ("p50_ns", 5), ("p90_ns", 9)]);
        assert_eq!(percentiles(1), [("max_ns", 1)]);
        assert_eq!(percentiles(0), []);
    }
}
