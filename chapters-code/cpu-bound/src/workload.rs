//! The limits up to which to count the primes, and the answer that is right.

use anyhow::{Result, ensure};
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
        let workers = match settings.get("workers") {
            Some(_) => settings.count("workers")? as usize,
            None => measure::environment::cores_usable() as usize,
        };
        Ok(Self { limits: (from..to).collect(), workers })
    }
}

/// The sum of all the counts, from a single sieve up to the largest limit: by
/// another way than the strategies go.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (from, to) = bounds(settings)?;
    let mut composite = vec![false; to];
    let (mut primes, mut sum) = (0_u64, 0);
    for number in 0..to {
        if number >= 2 && !composite[number] {
            primes += 1;
            (number * number..to).step_by(number).for_each(|multiple| {
                composite[multiple] = true;
            });
        }
        if number >= from {
            sum += primes;
        }
    }
    Ok(Some(sum))
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
