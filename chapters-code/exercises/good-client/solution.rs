//! The wait doubles, so that clients that are too many soon ask as seldom as the server can
//! bear, without knowing how much that is. A part of it is chance, so that those who were
//! turned away in the same moment spread over the whole wait: "full jitter".
//!
//! What else would do: chance over the upper half of the wait ("equal jitter"); the number
//! of seconds in a `Retry-After` header, where there is one, and some chance on top; or a
//! limit in the client that keeps it from being turned away at all.

use std::time::Duration;

use exercises::Reply;
use exercises::service::{Service, random};

/// The longest first wait.
const BASE: Duration = Duration::from_millis(100);

/// Asks for a page until it is there, or never will be.
pub async fn fetch(service: &Service, path: &str) -> Reply {
    let mut most = BASE;
    loop {
        let reply = service.get(path).await;
        if reply.status != 429 {
            return reply;
        }
        tokio::time::sleep(most.mul_f64(random())).await;
        most *= 2;
    }
}
