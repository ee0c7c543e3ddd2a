//! Longer each time, and for all the same: they come back together.

use std::time::Duration;

use exercises::Reply;
use exercises::service::Service;

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
        tokio::time::sleep(most).await;
        most *= 2;
    }
}
