//! Summaries of samples, and what can be said of them with 95 % confidence.
//!
//! The interval of a median is bounded by two order statistics: it asks
//! nothing of the distribution's shape and draws no random numbers, and it
//! covers the true median in *at least* 95 % of runs however few the rounds
//! (W. J. Conover, *Practical Nonparametric Statistics*, 3rd ed., section 3.2).
//! The percentile bootstrap is the usual choice, but with the six to twelve
//! rounds that a quick run has, its interval is too narrow, and an A/A
//! comparison would be "decided" more than 5 times in 100.

use serde::Serialize;

use crate::format::{Record, Row};
use crate::metric::Metric;

/// The fewest values for which a 95 % interval of the median exists.
pub const FEWEST_FOR_AN_INTERVAL: usize = 6;

/// What Python's users know from `describe()`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many values.
    pub count: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Sample standard deviation (n - 1); 0 for a single value.
    pub std: f64,
    /// The smallest.
    pub min: f64,
    /// The first quartile.
    pub q25: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub q75: f64,
    /// The largest.
    pub max: f64,
}

/// A 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// A median with its interval, which is `None` for fewer than
/// [`FEWEST_FOR_AN_INTERVAL`] values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The median.
    pub median: f64,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
}

impl Estimate {
    /// What has but one value.
    pub fn exact(value: f64) -> Self {
        Self { median: value, interval: Some(Interval { low: value, high: value }) }
    }

    /// This over another that was not measured in the same rounds: the interval
    /// reaches from the least over the most to the most over the least.
    pub fn over(self, other: Self) -> Self {
        let interval = self.interval.zip(other.interval);
        Self {
            median: self.median / other.median,
            interval: interval.map(|(of, over)| Interval {
                low: of.low / over.high,
                high: of.high / over.low,
            }),
        }
    }

    /// Half the interval's width over the median: 0.05 reads "give or take 5 %".
    pub fn relative_half_width(&self) -> Option<f64> {
        let interval = self.interval?;
        Some((interval.high - interval.low) / 2.0 / self.median)
    }
}

/// This metric of a row, over the rounds that count.
pub fn values(row: &Row, metric: Metric) -> Vec<f64> {
    row.measured().filter_map(|(_, measured)| metric.of(measured)).collect()
}

/// The summary of some values; `None` of none.
pub fn summary(values: &[f64]) -> Option<Summary> {
    let sorted = sorted(values);
    let (&min, &max) = (sorted.first()?, sorted.last()?);
    let count = sorted.len();
    let mean = sorted.iter().sum::<f64>() / count as f64;
    let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
    Some(Summary {
        count,
        mean,
        std: (squares / (count.max(2) - 1) as f64).sqrt(),
        min,
        q25: quantile(&sorted, 0.25),
        median: quantile(&sorted, 0.5),
        q75: quantile(&sorted, 0.75),
        max,
    })
}

/// The median of some values with its interval; `None` of none.
pub fn estimate(values: &[f64]) -> Option<Estimate> {
    if values.is_empty() {
        return None;
    }
    let sorted = sorted(values);
    let interval = median_interval_rank(sorted.len()).map(|rank| Interval {
        low: sorted[rank],
        high: sorted[sorted.len() - 1 - rank],
    });
    Some(Estimate { median: quantile(&sorted, 0.5), interval })
}

/// `numerator / denominator`, round by round: the two samples of a round ran
/// within seconds of each other, so that drift cancels. Rounds in which either
/// failed are left out.
pub fn paired_ratio(
    numerator: &Row,
    denominator: &Row,
    metric: Metric,
) -> Option<Estimate> {
    paired((numerator, metric), (denominator, metric))
}

/// The same, of two metrics: of one row, say, a part over the whole. `None` where a
/// value is missing or there is nothing to divide by: the other rounds would be a
/// choice of them that the values made.
pub fn paired(
    (numerator, of): (&Row, Metric),
    (denominator, over): (&Row, Metric),
) -> Option<Estimate> {
    let pairs = numerator.measured().filter_map(|(round, above)| {
        let (_, below) = denominator.measured().find(|(other, _)| *other == round)?;
        Some((above, below))
    });
    let ratios: Option<Vec<f64>> = pairs
        .map(|(above, below)| {
            let below = over.of(below).filter(|value| *value > 0.0)?;
            Some(of.of(above)? / below)
        })
        .collect();
    estimate(&ratios?)
}

/// How many times as fast as the record's baseline a row is.
pub fn speed_up(record: &Record, row: &Row) -> Option<Estimate> {
    paired_ratio(record.row(&record.baseline)?, row, Metric::Wall)
}

/// Amdahl's serial fraction `s` of a program that is `S` times as fast with `n`
/// workers, from pairs `(n, S)`: the least squares of `1 / S = s + (1 - s) / n`
/// (G. M. Amdahl, *Validity of the single processor approach to achieving large
/// scale computing capabilities*, AFIPS 1967). It may come out slightly below 0;
/// `None` where no pair has more than one worker.
pub fn serial_fraction(speed_ups: &[(f64, f64)]) -> Option<f64> {
    let (mut products, mut squares) = (0.0, 0.0);
    for (workers, speed_up) in speed_ups {
        let x = 1.0 - 1.0 / workers;
        products += x * (1.0 / speed_up - 1.0 / workers);
        squares += x * x;
    }
    (squares > 0.0).then(|| products / squares)
}

/// The speed-up that Amdahl's law gives for a serial fraction and so many workers.
pub fn amdahl(serial: f64, workers: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / workers)
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Linear interpolation between closest ranks: NumPy's and pandas' default
/// (type 7 of Hyndman and Fan, *Sample Quantiles in Statistical Packages*, 1996).
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = q * (sorted.len() - 1) as f64;
    let below = sorted[position.floor() as usize];
    let above = sorted[position.ceil() as usize];
    below + (above - below) * position.fract()
}

/// The largest zero-based rank `r` such that `[x[r], x[n - 1 - r]]` covers the
/// median with at least 95 %: 2 P(B <= r) <= 5 % for B binomial(n, 1/2).
fn median_interval_rank(count: usize) -> Option<usize> {
    let n = count as f64;
    // P(B = 0), then P(B = k) from P(B = k - 1), in logarithms: 2^-n underflows.
    let mut log_probability = -n * std::f64::consts::LN_2;
    let mut tail = 0.0;
    let mut rank = None;
    for k in 0..count / 2 {
        tail += log_probability.exp();
        if 2.0 * tail > 0.05 {
            break;
        }
        rank = Some(k);
        log_probability += ((n - k as f64) / (k as f64 + 1.0)).ln();
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn the_summary_agrees_with_pandas() {
        // pandas.Series([3, 1, 4, 1, 5, 9, 2, 6]).describe()
        let summary = summary(&[3., 1., 4., 1., 5., 9., 2., 6.]).expect("not empty");
        assert_eq!(summary.count, 8);
        assert!(close(summary.mean, 3.875));
        assert!(close(summary.std, 2.748_376_143_938_713));
        assert!(close(summary.min, 1.0));
        assert!(close(summary.q25, 1.75));
        assert!(close(summary.median, 3.5));
        assert!(close(summary.q75, 5.25));
        assert!(close(summary.max, 9.0));
    }

    #[test]
    fn the_serial_fraction_of_what_follows_the_law_is_found_again() {
        for serial in [0.0, 0.05, 0.2, 1.0] {
            let points: Vec<(f64, f64)> =
                [1.0, 2.0, 4.0, 8.0].map(|n| (n, amdahl(serial, n))).to_vec();
            let found = serial_fraction(&points).expect("several workers");
            assert!(close(found, serial), "{found}");
        }
        assert_eq!(serial_fraction(&[(1.0, 1.0)]), None);
    }

    #[test]
    fn a_single_value_has_no_spread_and_no_interval() {
        let summary = summary(&[7.0]).expect("not empty");
        assert!(close(summary.std, 0.0));
        assert_eq!(estimate(&[7.0]).expect("not empty").interval, None);
    }

    #[test]
    fn nothing_has_no_summary() {
        assert_eq!(summary(&[]), None);
        assert_eq!(estimate(&[]), None);
    }

    #[test]
    fn the_interval_ranks_agree_with_the_published_table() {
        // Conover's table A3, and qbinom(0.025, n, 0.5) in R: one-based ranks.
        for (count, rank) in
            [(6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (30, 10), (100, 40)]
        {
            assert_eq!(median_interval_rank(count), Some(rank - 1), "n = {count}");
        }
        assert_eq!(median_interval_rank(5), None);
        assert!(median_interval_rank(5_000).is_some());
    }

    #[test]
    fn the_interval_of_nine_forgets_one_outlier_on_each_side() {
        let estimate = estimate(&[0.1, 10., 11., 12., 13., 14., 15., 16., 999.])
            .expect("not empty");
        assert_eq!(estimate.interval, Some(Interval { low: 10.0, high: 16.0 }));
        assert!(close(estimate.median, 13.0));
    }
}
