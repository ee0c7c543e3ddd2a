//! Every status but 200 is tried again, up to eight times.

use std::time::Duration;

use exercises::Reply;
use exercises::service::{Service, random};

/// The longest first wait.
const BASE: Duration = Duration::from_millis(100);

/// Asks for a page until it is there, or never will be.
pub async fn fetch(service: &Service, path: &str) -> Reply {
    let mut most = BASE;
    let mut tries = 0;
    loop {
        let reply = service.get(path).await;
        tries += 1;
        if reply.status == 200 || tries == 8 {
            return reply;
        }
        tokio::time::sleep(most.mul_f64(random())).await;
        most *= 2;
    }
}
