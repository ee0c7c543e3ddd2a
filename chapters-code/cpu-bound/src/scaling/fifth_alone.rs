//! The same where every fifth limit is not shared out.

use std::time::Instant;

use measure::Answer;

use super::{counter, shift};
use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for every fifth limit on the calling thread, and then for the others.
pub fn count_all(workload: &Workload) -> Answer {
    let clock = Instant::now();
    // ANCHOR: listing
    let (mut alone, mut shared) = (Vec::new(), Vec::new());
    for (number, &limit) in workload.limits.iter().enumerate() {
        if number % 5 == 0 { alone.push(limit) } else { shared.push(limit) }
    }
    // Nobody else begins before this is done.
    let first: u64 = alone.into_iter().map(primes_up_to).sum();
    let shifts = counter::shifts(&shared, workload.workers);
    // ANCHOR_END: listing
    let rest: u64 = shifts.iter().map(|shift| shift.primes).sum();
    shift::answer(first + rest, &shifts, clock.elapsed())
}
