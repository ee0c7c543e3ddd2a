//! Limits that grow by equal steps, and the answer that is right.

use anyhow::{Result, ensure};
use measure::environment::cores_usable;
use record::Settings;

use crate::workload::{Workload, prime_counts};

/// The workload for these settings: limits in equal steps, up to the largest.
pub(super) fn prepare(settings: &Settings) -> Result<Workload> {
    Ok(Workload { limits: limits(settings)?, workers: cores_usable() as usize })
}

fn limits(settings: &Settings) -> Result<Vec<usize>> {
    let (tasks, largest) = (settings.count("tasks")?, settings.count("largest")?);
    ensure!(
        (1..=100_000).contains(&tasks),
        "`--tasks {tasks}` has to be from 1 to 100000"
    );
    ensure!(
        (tasks..=100_000_000).contains(&largest),
        "`--largest {largest}` has to be from the number of tasks, {tasks}, to 100000000"
    );
    Ok((1..=tasks).map(|task| (largest * task / tasks) as usize).collect())
}

/// The sum of all the counts, by another way than the strategies go.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let limits = limits(settings)?;
    let counts = prime_counts(limits.last().copied().unwrap_or(0));
    Ok(Some(limits.iter().map(|&limit| counts[limit]).sum()))
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    fn settings(tasks: u64, largest: u64) -> Settings {
        Settings::from_iter([
            ("tasks".to_owned(), Setting::Count(tasks)),
            ("largest".to_owned(), Setting::Count(largest)),
        ])
    }

    #[test]
    fn limits_grow_to_the_largest_and_their_counts_are_those_of_the_tables() {
        let settings = settings(10, 100);
        assert_eq!(limits(&settings).expect("in bounds")[..3], [10, 20, 30]);
        // OEIS A000720 at 10, 20, … 100.
        let sum = 4 + 8 + 10 + 12 + 15 + 17 + 19 + 22 + 24 + 25;
        assert_eq!(expected_answer(&settings).expect("in bounds"), Some(sum));
    }

    #[test]
    fn what_would_not_fit_in_memory_or_has_no_tasks_is_refused() {
        assert!(limits(&settings(1, u64::MAX)).is_err());
        assert!(limits(&settings(0, 100)).is_err());
    }
}
