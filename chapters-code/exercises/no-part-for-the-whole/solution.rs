//! A part of a sum looks like a sum. So the type says which of the two it is: `Ok` is of all,
//! or there is an error, and whoever reads it knows which machine to look after.
//!
//! There is one deadline, a moment, and each wait ends there. Who is asked after it has no
//! time left; but what has come meanwhile is there, so that nobody is named who answered.
//!
//! What else would do: a thread for each connection; or one channel for all parts, and
//! `recv_timeout` until the deadline. To return at the first closed connection saves time,
//! and names only that one. Where the caller can use a part, return it, with the names: under
//! another name than the sum.

use std::time::Duration;

use exercises::answers::{Connection, Missing, now};

/// The sum of the parts of all workers, or who is missing after this time.
pub fn collect(connections: &[Connection], patience: Duration) -> Result<u64, Missing> {
    let deadline = now() + patience;
    let (mut sum, mut missing) = (0, Vec::new());
    for connection in connections {
        match connection.receive_within(deadline.saturating_sub(now())) {
            Ok(part) => sum += part,
            Err(_) => missing.push(connection.name().to_owned()),
        }
    }
    if missing.is_empty() { Ok(sum) } else { Err(Missing(missing)) }
}
