//! Equal shares of the numbers, on a thread per core.

// ANCHOR: listing
use std::thread;

use measure::environment::cores_usable;

use crate::workload::{Workload, steps};

/// Sums the steps of all numbers, with as many threads as there are usable cores.
pub fn sum_all(workload: &Workload) -> u64 {
    let share = workload.numbers.len().div_ceil(cores_usable() as usize);
    thread::scope(|scope| {
        let threads: Vec<_> = workload
            .numbers
            .chunks(share)
            .map(|share| {
                scope.spawn(move || share.iter().map(|&n| steps(n)).sum::<u64>())
            })
            .collect();
        threads.into_iter().map(measure::join).sum()
    })
}
// ANCHOR_END: listing
