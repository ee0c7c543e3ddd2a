//! # What is not here in time
//!
//! In Python:
//!
//! ```python
//! async def lengths(urls, limit):
//!     async def one(url):
//!         try:
//!             return len(await asyncio.wait_for(get(url), limit))
//!         except TimeoutError:
//!             return None
//!     return await asyncio.gather(*(one(url) for url in urls))
//! ```
//!
//! Write the same in Rust. All requests are in flight at once. Whoever has no answer within
//! the limit is cancelled, so that the server sees its connection closed, and is `None` in the
//! result. The others are reported, in the order of the URLs. Here the clock is Tokio's, and
//! paused: it goes on once all has come that will come.

use std::time::Duration;

use exercises::get_async;
use futures_util::future::join_all;

/// How long each page is, or `None` where it is not here within the limit.
pub async fn lengths(urls: &[String], limit: Duration) -> Vec<Option<usize>> {
    let _ = limit;
    join_all(urls.iter().map(async |url| Some(get_async(url).await.body.len()))).await
}
