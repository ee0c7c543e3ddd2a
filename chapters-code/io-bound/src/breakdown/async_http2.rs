//! A client that loads no root certificates, and opens one connection for all.

use anyhow::Result;
use measure::Answer;
use reqwest::Client;

use super::async_shared::cold_with;

// ANCHOR: listing
/// The same client, which speaks HTTP/2 from the first byte on.
fn over_http2() -> Result<Client> {
    Ok(Client::builder().tls_certs_only([]).http2_prior_knowledge().build()?)
}

/// Fetches every URL at once, with such a client, which has no connection yet.
pub(super) fn cold(urls: &[String]) -> Result<Answer> {
    cold_with(over_http2, urls)
}
// ANCHOR_END: listing
