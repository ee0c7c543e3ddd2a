//! First make one core fast: the overview's answers from a better sieve, step by
//! step on one core, beside the same sieve on all of them.

pub mod billion;
pub mod bits;
pub mod half_open;
pub mod odd_only;
pub mod odd_only_cores;
pub mod one_sieve;
pub mod reused;

use measure::{Experiment, Strategy};

use crate::strategies::{sequential, work_stealing};
use crate::workload::{self, Workload};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "one-core",
        baseline: "naive",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let row = |key, label, file, run| {
        Strategy::new(key, label, file, Workload::prepare, run).in_group("On one core")
    };
    let cores = |key, label, file, run| {
        Strategy::new(key, label, file, Workload::prepare, run).in_group("On all cores")
    };
    vec![
        row(
            "naive",
            "The overview's",
            "src/strategies/sequential.rs",
            sequential::count_all,
        ),
        row("reused", "One table reused", "src/one_core/reused.rs", reused::count_all),
        row(
            "half-open",
            "Half-open range",
            "src/one_core/half_open.rs",
            half_open::count_all,
        ),
        row(
            "odd-only",
            "Odd numbers only",
            "src/one_core/odd_only.rs",
            odd_only::count_all,
        ),
        row("bits", "Bits for bytes", "src/one_core/bits.rs", bits::count_all),
        row(
            "one-sieve",
            "One sieve for all",
            "src/one_core/one_sieve.rs",
            one_sieve::count_all,
        ),
        cores(
            "naive-cores",
            "The overview's, rayon",
            "src/strategies/work_stealing.rs",
            work_stealing::count_all,
        ),
        cores(
            "odd-only-cores",
            "Odd numbers only, rayon",
            "src/one_core/odd_only_cores.rs",
            odd_only_cores::count_all,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_counts_the_same_primes_from_the_smallest_limit_on() {
        let workload = Workload { limits: (0..400).rev().collect(), workers: 1 };
        let expected = sequential::count_all(&workload);
        let steps = [
            reused::count_all,
            half_open::count_all,
            odd_only::count_all,
            bits::count_all,
            one_sieve::count_all,
            work_stealing::count_all,
            odd_only_cores::count_all,
        ];
        assert_eq!(steps.map(|count_all| count_all(&workload)), [expected; 7]);
    }
}
