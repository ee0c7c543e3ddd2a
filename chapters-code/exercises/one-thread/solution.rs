//! A thread that waits for forty sockets at once is one thread: `epoll` tells which of them
//! is ready, and the runtime polls the future that waits for it. `join_all` polls each
//! future once, so that all requests are sent, and then whichever can go on.
//!
//! What else would do: a `JoinSet` with a task for each request, or `FuturesUnordered`.
//! Both give the replies as they come. Neither limits how many are in flight; for that,
//! `buffer_unordered` or a `Semaphore`.

use exercises::get_async;
use futures_util::future::join_all;

/// How many bytes the pages have together.
pub async fn total_length(urls: &[String]) -> usize {
    let replies = join_all(urls.iter().map(|url| get_async(url))).await;
    replies.iter().map(|reply| reply.body.len()).sum()
}
