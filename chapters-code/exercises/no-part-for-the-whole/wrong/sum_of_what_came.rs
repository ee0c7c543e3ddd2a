//! In time, and without a word on what did not come.

use std::time::Duration;

use exercises::answers::{Connection, Missing, now};

/// The sum of the parts of all workers, or who is missing after this time.
pub fn collect(connections: &[Connection], patience: Duration) -> Result<u64, Missing> {
    let deadline = now() + patience;
    let part = |connection: &Connection| {
        connection.receive_within(deadline.saturating_sub(now())).unwrap_or(0)
    };
    Ok(connections.iter().map(part).sum())
}
