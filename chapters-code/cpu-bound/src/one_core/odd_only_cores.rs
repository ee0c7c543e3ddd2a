//! The sieve of the odd numbers on all cores, with a table for each.

// ANCHOR: listing
use rayon::prelude::*;

use super::odd_only::{sieve, table};
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit, on all cores.
pub fn count_all(workload: &Workload) -> u64 {
    workload
        .limits
        .par_iter()
        .map_init(|| table(workload), |table, &limit| sieve(limit, table))
        .sum()
}
// ANCHOR_END: listing
