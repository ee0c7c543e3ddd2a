//! The clients: one library, and what becomes of a connection after an answer.

use reqwest::{Client, ClientBuilder};

// ANCHOR: listing
/// HTTP/1.1, and a new connection for each request.
pub(super) fn close_each() -> ClientBuilder {
    Client::builder().pool_max_idle_per_host(0)
}

/// HTTP/1.1 with keep-alive: an answered connection takes the next request.
pub(super) fn keep_alive() -> ClientBuilder {
    Client::builder()
}

/// HTTP/2: one connection, and a stream in it for each request.
pub(super) fn http2() -> ClientBuilder {
    Client::builder().http2_prior_knowledge()
}
// ANCHOR_END: listing

// ANCHOR: one_window
/// The largest part of an answer that HTTP/2 sends unasked, in bytes, as
/// RFC 9113 begins: for a stream, and for all streams together.
const WINDOW: u32 = 65_535;

/// HTTP/2, where all streams together may send no more than one.
pub(super) fn http2_one_window() -> ClientBuilder {
    http2()
        .http2_initial_stream_window_size(WINDOW)
        .http2_initial_connection_window_size(WINDOW)
}
// ANCHOR_END: one_window
