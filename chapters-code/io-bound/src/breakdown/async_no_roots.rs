//! A client that loads no root certificates.

use anyhow::Result;
use measure::Answer;
use reqwest::Client;

use super::async_shared::cold_with;

// ANCHOR: listing
/// A client that trusts nobody: it can speak HTTP, and no HTTPS.
fn without_roots() -> Result<Client> {
    Ok(Client::builder().tls_certs_only([]).build()?)
}

/// Fetches every URL at once, with such a client, which has no connection yet.
pub(super) fn cold(urls: &[String]) -> Result<Answer> {
    cold_with(without_roots, urls)
}
// ANCHOR_END: listing
