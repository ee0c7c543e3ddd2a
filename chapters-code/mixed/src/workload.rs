//! TODO: what every strategy is given, and the answer that is right.

use anyhow::{Result, ensure};
use record::Settings;

/// What every strategy is given.
pub struct Workload {
    /// The numbers whose steps are summed.
    pub numbers: Vec<u64>,
}

impl Workload {
    /// The workload for these settings: as many numbers as `numbers`, from 1.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let numbers = settings.count("numbers")?;
        ensure!(
            (1..=100_000_000).contains(&numbers),
            "`--numbers {numbers}` has to be from 1 to 100000000"
        );
        Ok(Self { numbers: (1..=numbers).collect() })
    }
}

/// The sum that every strategy has to find.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    Ok(Some(Workload::prepare(settings)?.numbers.into_iter().map(steps).sum()))
}

/// How many steps lead from this number to 1: half of an even one, three times an odd
/// one and one more.
pub fn steps(mut number: u64) -> u64 {
    let mut steps = 0;
    while number != 1 {
        number = if number.is_multiple_of(2) { number / 2 } else { 3 * number + 1 };
        steps += 1;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_some_numbers_are_known() {
        assert_eq!([1, 2, 3, 27].map(steps), [0, 1, 7, 111]);
    }
}
