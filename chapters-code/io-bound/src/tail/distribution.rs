//! How long requests wait, when not all wait equally long.

use std::time::Duration;

use anyhow::{Result, bail};
use rand::{Rng, RngExt as _};
use record::Settings;

/// No wait is longer than this many times the mean: a run has to end. Of the heavy
/// tail's draws, about one in five thousand is cut to this, which takes 4 % from
/// their mean and nothing from the medians that are predicted.
pub const LONGEST: u32 = 100;

/// How the heavy tail falls off: below 2 it has no variance, above 1 it has a mean.
const ALPHA: f64 = 1.5;

/// How waits are distributed. All have the same mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Every wait is the mean.
    Fixed,
    /// Anything up to twice the mean, all equally likely.
    Uniform,
    /// Pareto's: most are shorter than the mean, and a few very much longer.
    HeavyTailed,
}

impl Distribution {
    /// The name in a row's settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Uniform => "uniform",
            Self::HeavyTailed => "heavy-tailed",
        }
    }

    /// What charts call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Fixed => "Fixed",
            Self::Uniform => "Uniform",
            Self::HeavyTailed => "Heavy tail",
        }
    }

    /// The one that the settings name.
    pub fn of(settings: &Settings) -> Result<Self> {
        let name = settings.text("waits")?.unwrap_or_default();
        let all = [Self::Fixed, Self::Uniform, Self::HeavyTailed];
        match all.into_iter().find(|distribution| distribution.name() == name) {
            Some(distribution) => Ok(distribution),
            None => bail!("there are no waits {name:?}; see `Distribution`"),
        }
    }
}

// ANCHOR: quantile
impl Distribution {
    /// The wait that this share of all waits is not longer than.
    pub fn quantile(self, mean: Duration, share: f64) -> Duration {
        let times_the_mean = match self {
            Self::Fixed => 1.0,
            Self::Uniform => 2.0 * share,
            Self::HeavyTailed => {
                let shortest = (ALPHA - 1.0) / ALPHA;
                shortest * (1.0 - share).powf(-1.0 / ALPHA)
            }
        };
        mean.mul_f64(times_the_mean.min(LONGEST.into()))
    }

    /// A wait, drawn at random.
    pub fn draw(self, mean: Duration, random: &mut impl Rng) -> Duration {
        self.quantile(mean, random.random())
    }

    /// The median of the longest of `count` waits. None of them is longer
    /// than the quantile q with probability q to the power of `count`, which
    /// has to be a half.
    pub fn median_of_slowest(self, mean: Duration, count: u64) -> Duration {
        self.quantile(mean, 0.5_f64.powf(1.0 / count as f64))
    }
}
// ANCHOR_END: quantile

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;
    use rand_pcg::Pcg64Mcg;

    use super::*;

    const MEAN: Duration = Duration::from_millis(10);
    const ALL: [Distribution; 3] =
        [Distribution::Fixed, Distribution::Uniform, Distribution::HeavyTailed];

    fn many(distribution: Distribution) -> Vec<Duration> {
        let mut random = Pcg64Mcg::seed_from_u64(3);
        let mut draws: Vec<_> =
            (0..100_000).map(|_| distribution.draw(MEAN, &mut random)).collect();
        draws.sort();
        draws
    }

    fn close(left: Duration, right: Duration, share: f64) -> bool {
        left.abs_diff(right) <= right.mul_f64(share)
    }

    #[test]
    fn draws_have_the_quantiles_that_they_should() {
        for distribution in ALL {
            let draws = many(distribution);
            for percent in [10, 50, 90, 99] {
                let drawn = draws[draws.len() * percent / 100];
                let right = distribution.quantile(MEAN, percent as f64 / 100.0);
                assert!(close(drawn, right, 0.05), "{distribution:?}: {drawn:?}");
            }
        }
    }

    #[test]
    fn all_have_the_same_mean_but_for_what_is_cut_from_the_heavy_tail() {
        for (distribution, mean) in ALL.into_iter().zip([1.0, 1.0, 0.9615]) {
            let draws = many(distribution);
            let drawn = draws.iter().sum::<Duration>() / draws.len() as u32;
            assert!(
                close(drawn, MEAN.mul_f64(mean), 0.02),
                "{distribution:?}: {drawn:?}"
            );
        }
    }

    #[test]
    fn the_median_of_the_slowest_agrees_with_the_slowest_of_many_batches() {
        for distribution in ALL {
            let mut random = Pcg64Mcg::seed_from_u64(5);
            let mut slowest = || {
                (0..10)
                    .map(|_| distribution.draw(MEAN, &mut random))
                    .max()
                    .expect("ten")
            };
            let mut batches: Vec<_> = (0..10_000).map(|_| slowest()).collect();
            batches.sort();
            let predicted = distribution.median_of_slowest(MEAN, 10);
            assert!(close(batches[5_000], predicted, 0.05), "{distribution:?}");
        }
    }

    #[test]
    fn the_predictions_are_those_of_the_closed_forms() {
        let predicted = |distribution: Distribution, count| {
            distribution.median_of_slowest(MEAN, count).as_secs_f64() * 1e3
        };
        for (distribution, count, ms) in [
            (Distribution::Fixed, 100, 10.0),
            (Distribution::Uniform, 1, 10.0),
            // 20 ms times the hundredth root of one half.
            (Distribution::Uniform, 100, 19.861_85),
            // A third of the mean times the cube root of four.
            (Distribution::HeavyTailed, 1, 5.291_34),
            (Distribution::HeavyTailed, 100, 91.9),
        ] {
            let found = predicted(distribution, count);
            assert!((found - ms).abs() < 0.001 * ms, "{distribution:?}: {found}");
        }
    }

    #[test]
    fn no_wait_is_longer_than_the_longest() {
        let longest = Distribution::HeavyTailed.quantile(MEAN, 1.0);
        assert_eq!(longest, MEAN * LONGEST);
    }
}
