//! How many primes are there below a billion? One long sieve, so that it matters
//! where its table lies.

mod bits;
pub mod masks;
pub mod primesieve;
pub mod segmented;
mod small_primes;
pub mod wheel;
pub mod wheel_cores;
pub mod whole;

use anyhow::{Result, ensure};
use measure::{Experiment, Preflight, Strategy};
use record::Settings;

/// The number up to which the primes are counted.
pub struct Limit(usize);

impl Limit {
    fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self(settings.count("limit")? as usize))
    }
}

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "billion",
        baseline: "whole",
        strategies: strategies(),
        expected_answer: |settings| Ok(known(settings.count("limit")?)),
        preflight: |settings, _| {
            let memory = host::environment::environment().memory_bytes.value;
            check(settings.count("limit")?, memory)?;
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let (one, all) = ("On one core", "On all cores");
    let row = |key, label, file, run: fn(&Limit) -> u64| {
        Strategy::new(key, label, file, Limit::prepare, run)
    };
    vec![
        row("whole", "One whole table", "src/one_core/billion/whole.rs", whole::count)
            .in_group(one),
        row(
            "segmented",
            "Segments that fit the cache",
            "src/one_core/billion/segmented.rs",
            segmented::count,
        )
        .in_group(one),
        row("wheel", "A wheel", "src/one_core/billion/wheel.rs", wheel::count)
            .in_group(one),
        row(
            "masks",
            "A wheel, masks kept",
            "src/one_core/billion/masks.rs",
            masks::count,
        )
        .in_group(one),
        Strategy::new(
            "primesieve",
            "primesieve, one thread",
            "src/one_core/billion/primesieve.rs",
            Limit::prepare,
            primesieve::count,
        )
        .in_group(one)
        // Few have it: the quick profile leaves it out.
        .wanted_if(|settings| {
            settings.text("primesieve").is_ok_and(|wanted| wanted == Some("yes"))
        }),
        row(
            "wheel-cores",
            "A wheel, rayon",
            "src/one_core/billion/wheel_cores.rs",
            wheel_cores::count,
        )
        .in_group(all),
    ]
}

/// How many primes there are up to a power of ten: <https://oeis.org/A006880>.
fn known(limit: u64) -> Option<u64> {
    const UP_TO_POWERS_OF_TEN: [u64; 10] =
        [0, 4, 25, 168, 1_229, 9_592, 78_498, 664_579, 5_761_455, 50_847_534];
    let power = limit.ilog10();
    (10_u64.pow(power) == limit)
        .then(|| UP_TO_POWERS_OF_TEN.get(power as usize).copied())?
}

/// Refuses a limit that is too small for the wheel, and one whose whole table
/// would take more than half of the memory.
fn check(limit: u64, memory_bytes: Option<u64>) -> Result<()> {
    ensure!(limit >= 1_000, "`--limit {limit}` is too small: 1000 at least");
    let needed = limit / 2 / 8;
    ensure!(
        memory_bytes.is_none_or(|memory| needed <= memory / 2),
        "`--limit {limit}` needs a table of {} MiB, which is more than half of this \
         machine's memory: ask for less",
        needed >> 20
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIEVES: [fn(&Limit) -> u64; 5] = [
        whole::count,
        segmented::count,
        wheel::count,
        masks::count,
        wheel_cores::count,
    ];

    #[test]
    fn every_sieve_counts_the_primes_of_the_tables() {
        for limit in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
            let expected = known(limit).expect("a power of ten");
            let limit = Limit(limit as usize);
            for count in SIEVES {
                assert_eq!(count(&limit), expected, "{}", limit.0);
            }
        }
    }

    #[test]
    fn every_sieve_stops_exactly_at_its_limit() {
        // 1999 and 2003 are primes, and 2310 is once around the wheel.
        for (limit, primes) in
            [(1_998, 302), (1_999, 303), (2_309, 343), (2_310, 343), (2_311, 344)]
        {
            let limit = Limit(limit);
            for count in SIEVES {
                assert_eq!(count(&limit), primes, "{}", limit.0);
            }
        }
    }

    #[test]
    fn only_the_answers_for_powers_of_ten_are_known() {
        assert_eq!(known(1_000_000_000), Some(50_847_534));
        assert_eq!(known(1_000_001), None);
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused_with_its_size() {
        assert!(check(1_000_000_000, Some(1 << 30)).is_ok());
        assert!(check(1_000_000_000, None).is_ok());
        let error = check(1_000_000_000, Some(100 << 20)).expect_err("too large");
        assert!(error.to_string().contains("59 MiB"), "{error}");
        assert!(check(999, None).is_err());
    }
}
