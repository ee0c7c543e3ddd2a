//! The limits up to which to count the primes, and the answer that is right.

use anyhow::{Result, ensure};
use measure::environment::cores_usable;
use record::Settings;

// ANCHOR: workload
/// What every strategy is given.
pub struct Workload {
    /// The limits: how many primes are there up to each?
    pub limits: Vec<usize>,
    /// How many threads or processes to use, where a strategy lets one choose.
    pub workers: usize,
}
// ANCHOR_END: workload

impl Workload {
    /// The workload for these settings: every limit from `from` to below `to`.
    /// Without `workers`, as many as there are usable cores.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let (from, to) = bounds(settings)?;
        let workers = settings.optional_count("workers")?.unwrap_or_else(cores_usable);
        Ok(Self { limits: (from..to).collect(), workers: workers as usize })
    }
}

/// The sum of all the counts, by another way than the strategies go.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (from, to) = bounds(settings)?;
    Ok(Some(prime_counts(to - 1)[from..].iter().sum()))
}

/// How many primes there are up to each number from 0 to `largest`: from a single
/// sieve, which knows whether a number is a prime when it gets there.
pub(crate) fn prime_counts(largest: usize) -> Vec<u64> {
    let mut composite = vec![false; largest + 1];
    let mut primes = 0;
    let counts = (0..=largest).map(|number| {
        if number >= 2 && !composite[number] {
            primes += 1;
            for multiple in (number * number..=largest).step_by(number) {
                composite[multiple] = true;
            }
        }
        primes
    });
    counts.collect()
}

fn bounds(settings: &Settings) -> Result<(usize, usize)> {
    let (from, to) = (settings.count("from")?, settings.count("to")?);
    ensure!(from < to, "`--from {from}` has to be less than `--to {to}`");
    ensure!(
        to <= 10_000_000,
        "`--to {to}` would need a table of as many entries for each limit: 10000000 at most"
    );
    Ok((from as usize, to as usize))
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    #[test]
    fn the_sources_own_task_has_the_sources_own_answer() {
        let settings = Settings::from_iter([
            ("from".to_owned(), Setting::Count(1_000)),
            ("to".to_owned(), Setting::Count(16_000)),
        ]);
        assert_eq!(expected_answer(&settings).expect("in bounds"), Some(15_730_622));
    }
}
