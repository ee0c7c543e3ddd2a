//! `try_join_all` returns the first error that it sees, and is dropped then, with all the
//! futures in it: that cancels the requests. In Python `TaskGroup` has to cancel its tasks
//! and to wait for them, since each may clean up with further `await`s. A future that is
//! dropped cannot.
//!
//! What else would do: a `JoinSet` of tasks that return a number and a `Result`; when it is
//! dropped, all its tasks are aborted. The results are then put into order.

use exercises::{Reply, get_async};
use futures_util::future::try_join_all;

/// The length of a page, or its status where that is not 200.
fn length(reply: &Reply) -> Result<usize, u16> {
    if reply.status == 200 { Ok(reply.body.len()) } else { Err(reply.status) }
}

/// The length of each page, or the status of the first that fails.
pub async fn lengths(urls: &[String]) -> Result<Vec<usize>, u16> {
    try_join_all(urls.iter().map(async |url| length(&get_async(url).await))).await
}
