//! # As Python maps
//!
//! This is a program in Python:
//!
//! ```python
//! def fetch_all(urls):
//!     with ThreadPoolExecutor(max_workers=5) as pool:
//!         return list(pool.map(fetch, urls))
//! ```
//!
//! It says more than it seems to. Five threads share all URLs: whichever is free takes the
//! next. The pages come back in the order of the URLs, whatever order they arrive in. If
//! `fetch` raises an exception, the caller gets the first of them, in that order. And when
//! the `with` block ends, no thread is left.
//!
//! Here is its loop in Rust. Make it do all of that. An answer whose status is not 200 is the
//! error, and is told by its URL.

use exercises::get;

/// The pages in the order of their URLs, or the first URL that fails.
pub fn fetch_all(urls: &[String]) -> Result<Vec<String>, String> {
    let mut pages = Vec::new();
    for url in urls {
        let reply = get(url);
        if reply.status != 200 {
            return Err(url.clone());
        }
        pages.push(reply.body);
    }
    Ok(pages)
}
