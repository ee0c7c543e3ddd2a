//! # From where on?
//!
//! To take another way than the loop has a price that does not depend on the work: threads are
//! started, a pool is woken, a message goes to another machine and back. After that each task
//! costs less, or it does not. Both were measured, for the loop and for the other way.
//!
//! From how many tasks on does the other way take less time than the loop? Return the
//! smallest number, at least 1, from which on it takes less for each larger number, too. As
//! long is not less. Return `None` if there is no such number: also where it is the better
//! way for a few tasks, and not for many. It is checked on made-up costs.

use exercises::costs::Costs;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    if other.each < the_loop.each { Some(1) } else { None }
}
