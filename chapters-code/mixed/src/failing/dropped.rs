//! A crawl that is dropped half way.

// ANCHOR: listing
use std::pin::pin;

use anyhow::Result;
use futures_util::future::{Either, select};
use reqwest::Client;

use super::join_set;
use super::pages::{Found, Pages};

/// As a timeout does, or a `select!`.
pub(super) async fn crawl(pages: &Pages<Client>) -> Result<Found> {
    let crawling = pin!(join_set::crawl(&pages.crawl));
    match select(crawling, pin!(pages.half_way())).await {
        Either::Left((found, _)) => found,
        Either::Right(_) => Ok(Found::default()), // what it had found was its own
    }
}
// ANCHOR_END: listing
