//! How thoroughly to measure.

use std::time::Duration;

use record::Profile;
use record::stats::FEWEST_FOR_AN_INTERVAL;

/// The fewest values of which the interval of the median leaves out the smallest and the
/// largest.
const ROBUST: u32 = 9;

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Fewest rounds, the warm-up not counted.
    pub min_rounds: u32,
    /// Fewest rounds where the budget lasts: so many that one disturbed sample on either
    /// side does not move the interval of a median.
    pub robust_rounds: u32,
    /// Most rounds, the warm-up not counted.
    pub max_rounds: u32,
    /// No round beyond the fewest begins that would end after this.
    pub budget: Duration,
    /// How long one sample may take before it is killed.
    pub deadline: Duration,
    /// The half-width, relative to the ratio, at which every ratio that a
    /// claim needs is known well enough.
    pub precision: f64,
    /// Whether a round that does not count comes first.
    pub warm_up: bool,
}

impl Effort {
    /// The same, with a deadline that leaves room for work that should take
    /// this long.
    pub fn with_room_for(self, slowest: Duration) -> Self {
        Self { deadline: self.deadline.max(slowest * 3), ..self }
    }

    /// The effort of a profile.
    pub fn of(profile: Profile) -> Self {
        match profile {
            Profile::Smoke => Self {
                min_rounds: 1,
                robust_rounds: 1,
                max_rounds: 1,
                budget: Duration::from_secs(5),
                deadline: Duration::from_secs(30),
                precision: f64::INFINITY,
                warm_up: false,
            },
            Profile::Quick => Self {
                min_rounds: FEWEST_FOR_AN_INTERVAL as u32,
                robust_rounds: ROBUST,
                max_rounds: 10,
                budget: Duration::from_secs(5),
                deadline: Duration::from_secs(30),
                precision: 0.05,
                warm_up: true,
            },
            Profile::Full => Self {
                min_rounds: 10,
                robust_rounds: 10,
                max_rounds: 40,
                budget: Duration::from_secs(60),
                deadline: Duration::from_secs(120),
                precision: 0.02,
                warm_up: true,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use record::stats;

    use super::*;

    #[test]
    fn in_robust_rounds_one_value_on_either_side_moves_no_interval() {
        let interval = |rounds: u32| {
            let mut values: Vec<f64> = (0..rounds).map(f64::from).collect();
            values[0] = -1e9;
            values[rounds as usize - 1] = 1e9;
            stats::estimate(&values).and_then(|estimate| estimate.interval)
        };
        let is_moved =
            |rounds| interval(rounds).is_none_or(|it| it.low < 0.0 || it.high > 1e3);
        assert!(is_moved(ROBUST - 1) && !is_moved(ROBUST));
    }
}
