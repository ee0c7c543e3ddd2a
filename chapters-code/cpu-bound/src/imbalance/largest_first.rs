//! A free worker takes the next task, from the largest on.

use measure::Answer;

use super::in_order;
use crate::workload::Workload;

// ANCHOR: listing
/// Counts for all limits; a free worker takes the largest that is left.
pub fn count_all(workload: &Workload) -> Answer {
    let limits: Vec<usize> = workload.limits.iter().rev().copied().collect();
    in_order::taken_in_turn(&limits, workload.workers)
}
// ANCHOR_END: listing
