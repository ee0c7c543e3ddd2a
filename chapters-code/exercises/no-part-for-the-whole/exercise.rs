//! # No part for the whole
//!
//! Four workers were asked for their parts of a sum. One of them may die: then its connection
//! is closed. One may stop, as a machine whose cable is cut, and then nothing comes at all. The
//! function here returns the sum of what came, and nobody sees that it is not the sum of all.
//!
//! Return the sum if all answer. If not, return an error with the names of those that did not
//! answer, and of no others. All four together have as much time as `patience` says, from the
//! call on. Time is a number here: `now()` tells it, and it moves where you wait. A worker
//! that is asked again is no quicker, and one that is dead stays so.

use std::time::Duration;

use exercises::answers::{Connection, Missing};

/// The sum of the parts of all workers, or who is missing after this time.
pub fn collect(
    connections: &[Connection],
    _patience: Duration,
) -> Result<u64, Missing> {
    let mut sum = 0;
    for connection in connections {
        if let Ok(part) = connection.receive() {
            sum += part;
        }
    }
    Ok(sum)
}
