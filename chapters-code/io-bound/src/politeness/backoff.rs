//! How long to wait before trying again.

use std::cell::RefCell;
use std::time::Duration;

use anyhow::{Result, ensure};
use rand::rngs::SysRng;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// Exponential backoff with full jitter.
pub struct Backoff {
    first: Duration,
    longest: Duration,
    random: RefCell<Pcg64Mcg>,
}

impl Backoff {
    /// Waits of up to `first` at first and `longest` at most, drawn anew in
    /// each process: clients that draw alike come back together.
    pub fn fresh(first: Duration, longest: Duration) -> Result<Self> {
        ensure!(
            first <= longest,
            "the first backoff, {first:?}, is longer than the longest, {longest:?}"
        );
        let random = RefCell::new(Pcg64Mcg::try_from_rng(&mut SysRng)?);
        Ok(Self { first, longest, random })
    }
}

// ANCHOR: backoff
impl Backoff {
    /// How long to wait after so many failures: anything up to a bound that
    /// doubles with each, until it is the longest.
    pub fn wait(&self, failures: u32) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(failures - 1));
        let bound = doubled.min(self.longest);
        self.random.borrow_mut().random_range(Duration::ZERO..=bound)
    }
}
// ANCHOR_END: backoff

#[cfg(test)]
mod tests {
    use super::*;

    fn backoff(first_ms: u64, longest_ms: u64) -> Backoff {
        let ms = Duration::from_millis;
        let random = RefCell::new(Pcg64Mcg::seed_from_u64(7));
        Backoff { first: ms(first_ms), longest: ms(longest_ms), random }
    }

    fn longest_of_many(backoff: &Backoff, failures: u32) -> Duration {
        (0..1000).map(|_| backoff.wait(failures)).max().expect("many")
    }

    #[test]
    fn the_bound_doubles_with_each_failure_until_it_is_the_longest() {
        let backoff = backoff(10, 50);
        for (failures, bound_ms) in [(1, 10), (2, 20), (3, 40), (4, 50), (40, 50)] {
            let bound = Duration::from_millis(bound_ms);
            let longest = longest_of_many(&backoff, failures);
            assert!(longest <= bound, "{failures}: {longest:?}");
            assert!(longest > bound * 9 / 10, "{failures}: {longest:?}");
        }
    }

    #[test]
    fn the_jitter_is_full_it_spreads_waits_from_nothing_to_the_bound() {
        let backoff = backoff(100, 100);
        let waits: Vec<_> = (0..1000).map(|_| backoff.wait(1)).collect();
        for tenth in 0..10 {
            let (low, high) = (tenth * 10, tenth * 10 + 10);
            let within = waits
                .iter()
                .filter(|wait| (low..high).contains(&(wait.as_millis() as u64)))
                .count();
            assert!((60..140).contains(&within), "{low} to {high} ms: {within}");
        }
    }

    #[test]
    fn a_first_backoff_longer_than_the_longest_is_refused() {
        let (short, long) = (Duration::from_millis(1), Duration::from_millis(2));
        let refused = Backoff::fresh(long, short).err().expect("refused");
        assert!(refused.to_string().contains("2ms, is longer"), "{refused}");
        assert!(Backoff::fresh(short, long).is_ok());
    }
}
