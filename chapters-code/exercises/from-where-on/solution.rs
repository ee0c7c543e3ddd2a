//! A fixed cost is paid once, and each task saves a little. So what counts is not how much
//! faster the way is with endless work, but whether the savings of *these* tasks are more than
//! the price: `number * saved > price`. If a task saves nothing, no number of them is enough,
//! and more cores or machines do not help.
//!
//! What else would do: to look for the number by halving an interval, as one has to where the
//! costs are no straight lines. The costs a task are measured, with all cores: the loop's
//! divided by the number of cores is a hope. And measured costs have an error, so that near
//! the number neither way is better: take the simpler one.

use exercises::costs::Costs;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    let saved = the_loop.each.checked_sub(other.each)?;
    let Some(price) = other.fixed.checked_sub(the_loop.fixed) else {
        return Some(1); // it costs less from the start
    };
    if saved == 0 { None } else { Some(price / saved + 1) }
}
