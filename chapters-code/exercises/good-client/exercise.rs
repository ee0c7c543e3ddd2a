//! # A good client
//!
//! Sixteen clients ask a service for a page each, at the same moment. It takes four requests
//! in 100 ms, and turns the others away with status 429. Whoever is turned away asks again at
//! once: the server has more work with that than with the pages.
//!
//! Wait before asking again: longer after each refusal, and not all for the same time, so
//! that not all come together. Ten tries for a page are enough. A page that is not there
//! (404) is asked for once. `tokio::time::sleep` waits; the clock is Tokio's paused one, so
//! nothing takes long. `exercises::service::random()` gives a number
//! from 0 up to 1.

use exercises::Reply;
use exercises::service::Service;

/// Asks for a page until it is there, or never will be.
pub async fn fetch(service: &Service, path: &str) -> Reply {
    loop {
        let reply = service.get(path).await;
        if reply.status != 429 {
            return reply;
        }
    }
}
