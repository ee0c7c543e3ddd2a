//! # The first failure ends all
//!
//! In Python:
//!
//! ```python
//! async def lengths(urls):
//!     async with asyncio.TaskGroup() as group:
//!         tasks = [group.create_task(length(url)) for url in urls]
//!     return [task.result() for task in tasks]
//! ```
//!
//! where `length` raises an exception unless the status is 200. Write the same in Rust. All
//! requests are in flight at once. When the first fails, its status is returned, and all that
//! are still in flight are cancelled: the server sees their connections closed. If none fails,
//! the lengths are returned in the order of the URLs.

use exercises::{Reply, get_async};
use futures_util::future::join_all;

/// The length of a page, or its status where that is not 200.
fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    let replies = join_all(urls.iter().map(|url| get_async(url))).await;
    replies.iter().map(length).collect()
}
