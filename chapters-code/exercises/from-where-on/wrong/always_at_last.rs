//! With enough tasks it pays at last: at least a nanosecond is saved on each.

use exercises::costs::Costs;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    let saved = the_loop.each.saturating_sub(other.each).max(1);
    let price = other.fixed.saturating_sub(the_loop.fixed);
    Some(price / saved + 1)
}
