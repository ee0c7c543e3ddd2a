//! One number after another, in a loop.

// ANCHOR: listing
use crate::workload::{Workload, steps};

/// Sums the steps of all numbers on the calling thread.
pub fn sum_all(workload: &Workload) -> u64 {
    workload.numbers.iter().map(|&number| steps(number)).sum()
}
// ANCHOR_END: listing
