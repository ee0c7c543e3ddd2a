//! Where it pays for the first time, whatever comes after that.

use exercises::costs::Costs;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    let time = |way: Costs, tasks: u64| way.fixed + way.each * tasks;
    if time(other, 1) < time(the_loop, 1) {
        return Some(1);
    }
    let saved = the_loop.each.checked_sub(other.each)?;
    let price = other.fixed.saturating_sub(the_loop.fixed);
    if saved == 0 { None } else { Some(price / saved + 1) }
}
