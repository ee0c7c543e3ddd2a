//! The sieve of the odd numbers on all cores, with a table for each.

// ANCHOR: listing
use anyhow::Result;
use rayon::prelude::*;

use super::odd_only::{primes_up_to, table};
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit, on all cores.
pub fn count_all(workload: &Workload) -> Result<u64> {
    Ok(workload
        .limits
        .par_iter()
        .map_init(|| table(workload), |table, &limit| primes_up_to(limit, table))
        .sum())
}
// ANCHOR_END: listing
