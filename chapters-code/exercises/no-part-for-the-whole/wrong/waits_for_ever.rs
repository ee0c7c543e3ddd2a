//! Names whose connection is closed, and takes silence for work.

use std::time::Duration;

use exercises::answers::{Connection, Missing};

/// The sum of the parts of all workers, or who is missing after this time.
pub fn collect(
    connections: &[Connection],
    _patience: Duration,
) -> Result<u64, Missing> {
    let (mut sum, mut missing) = (0, Vec::new());
    for connection in connections {
        match connection.receive() {
            Ok(part) => sum += part,
            Err(_) => missing.push(connection.name().to_owned()),
        }
    }
    if missing.is_empty() { Ok(sum) } else { Err(Missing(missing)) }
}
