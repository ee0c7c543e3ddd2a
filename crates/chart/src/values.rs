//! What an axis counts: how a value is written, and which are round.

use std::ops::Range;

use evidence::quantity::{self, without_zeros};
use record::Unit;
use record::stats::{Estimate, Interval};

use crate::axis;

/// What an axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// Something with a unit.
    Of(Unit),
    /// How many times one value goes into another.
    Ratio,
}

impl Values {
    /// A measured value, with three digits.
    pub(crate) fn words(self, value: f64) -> String {
        match self {
            Self::Of(unit) => quantity::of_unit(unit, value),
            Self::Ratio => format!("{}×", quantity::digits(value)),
        }
    }

    /// A round value, without the digits that say nothing.
    pub(crate) fn round(self, value: f64) -> String {
        match self {
            _ if value == 0.0 => "0".to_owned(),
            Self::Of(Unit::Count) => quantity::count(value),
            Self::Of(Unit::Time) => without_zeros(&quantity::time(value)),
            Self::Of(Unit::Bytes) => without_zeros(&quantity::bytes(value)),
            Self::Ratio => format!("{}×", without_zeros(&quantity::digits(value))),
        }
    }

    /// A median with its interval: `2.01 s (1.99 – 2.03 s)`.
    pub(crate) fn estimate(self, estimate: Estimate) -> String {
        let median = self.words(estimate.median);
        match (self, estimate.interval) {
            (_, None) => median,
            (Self::Of(Unit::Time), Some(interval)) => {
                format!("{median} ({})", quantity::time_interval(interval))
            }
            (_, Some(Interval { low, high })) => {
                format!("{median} ({} – {})", self.words(low), self.words(high))
            }
        }
    }

    /// Round values within a logarithmic range, at most `most`. Bytes are round
    /// in powers of two, or in whole units where the range is narrow.
    pub(crate) fn ticks(self, range: &Range<f64>, most: usize) -> Vec<f64> {
        if self != Self::Of(Unit::Bytes) {
            return axis::ticks(range, most);
        }
        let (first, last) =
            (range.start.log2().ceil() as i32, range.end.log2().floor() as i32);
        if last - first < 2 {
            let unit = 1024_f64.powf((range.end.log2() / 10.0).floor().max(0.0));
            let of_the_unit = range.start / unit..range.end / unit;
            return axis::ticks(&of_the_unit, most)
                .iter()
                .map(|tick| tick * unit)
                .collect();
        }
        let every = (last - first) as usize / most.max(1) + 1;
        (first..=last).step_by(every).map(|power| 2_f64.powi(power)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_values_have_no_idle_digits() {
        let cases = [
            (Values::Of(Unit::Time), 20e6, "20 ms"),
            (Values::Of(Unit::Time), 1.5e9, "1.5 s"),
            (Values::Of(Unit::Time), 0.0, "0"),
            (Values::Of(Unit::Bytes), 4096.0, "4 KiB"),
            (Values::Of(Unit::Count), 10_000.0, "10,000"),
            (Values::Of(Unit::Count), 500.0, "500"),
            (Values::Ratio, 0.5, "0.5×"),
            (Values::Ratio, 100.0, "100×"),
        ];
        for (values, value, words) in cases {
            assert_eq!(values.round(value), words);
        }
    }

    #[test]
    fn bytes_are_round_in_powers_of_two() {
        let bytes = Values::Of(Unit::Bytes);
        let kib = 1024.0;
        assert_eq!(
            bytes.ticks(&(3.0 * kib..20.0 * kib), 5),
            [4.0 * kib, 8.0 * kib, 16.0 * kib]
        );
        assert_eq!(
            bytes.ticks(&(24.5 * kib..28.5 * kib), 5),
            [25.0 * kib, 26.0 * kib, 27.0 * kib, 28.0 * kib]
        );
        assert!(bytes.ticks(&(1.0..1e15), 5).len() <= 5);
    }
}
