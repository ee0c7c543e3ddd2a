//! Four cores: each task surely costs a quarter, whatever was measured.

use exercises::costs::Costs;

const CORES: u64 = 4;

/// From how many tasks on the other way takes less time than the loop, if it ever does.
pub fn from_where_on(the_loop: Costs, other: Costs) -> Option<u64> {
    let saved = the_loop.each - the_loop.each / CORES;
    let price = other.fixed.saturating_sub(the_loop.fixed);
    Some(price / saved + 1)
}
