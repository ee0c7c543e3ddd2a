//! How long to wait before trying again.

use std::time::Duration;

use anyhow::{Result, ensure};

// ANCHOR: backoff
/// Exponential backoff with full jitter.
pub struct Backoff {
    first: Duration,
    longest: Duration,
}

impl Backoff {
    /// How long to wait, after this many waits before: anything up to a bound that
    /// doubles with each, until it is the longest.
    pub fn wait(&self, waits: u32) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(waits));
        rand::random_range(Duration::ZERO..=doubled.min(self.longest))
    }
}
// ANCHOR_END: backoff

impl Backoff {
    /// Waits of up to `first` at first, and of up to `longest` at most.
    pub fn new(first: Duration, longest: Duration) -> Result<Self> {
        ensure!(
            first <= longest,
            "the first backoff, {first:?}, is longer than the longest, {longest:?}: \
             ask for a shorter `--backoff` or a longer `--longest-backoff`"
        );
        Ok(Self { first, longest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn many(backoff: &Backoff, waits: u32) -> Vec<Duration> {
        (0..1000).map(|_| backoff.wait(waits)).collect()
    }

    #[test]
    fn the_bound_doubles_with_each_wait_until_it_is_the_longest() {
        let backoff = Backoff::new(10 * MS, 50 * MS).expect("in order");
        for (waits, ms) in [(0, 10), (1, 20), (2, 40), (3, 50), (39, 50)] {
            let (longest, bound) = (many(&backoff, waits).into_iter().max(), ms * MS);
            assert!(longest <= Some(bound), "{waits}: {longest:?}");
            // A thousand draws all miss the upper tenth once in 10^45 times.
            assert!(longest > Some(bound * 9 / 10), "{waits}: {longest:?}");
        }
    }

    #[test]
    fn the_jitter_is_full_it_spreads_waits_from_nothing_to_the_bound() {
        let waits = many(&Backoff::new(100 * MS, 100 * MS).expect("in order"), 0);
        for low in (0..100).step_by(10) {
            let within = |wait: &&Duration| (low..low + 10).contains(&wait.as_millis());
            let count = waits.iter().filter(within).count();
            // A hundred on average: eight standard deviations off are no chance.
            assert!((24..176).contains(&count), "{low} ms and more: {count}");
        }
    }

    #[test]
    fn a_first_backoff_longer_than_the_longest_is_refused() {
        let refused = Backoff::new(2 * MS, MS).err().expect("refused");
        assert!(refused.to_string().contains("2ms, is longer"), "{refused}");
        assert!(Backoff::new(MS, 2 * MS).is_ok());
    }
}
