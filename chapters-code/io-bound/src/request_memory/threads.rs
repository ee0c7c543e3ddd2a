//! A thread for each of them, and the standard library's connection.

// ANCHOR: listing
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;

use anyhow::Result;

use super::requests::{Requests, body, request};
use crate::join::join_all;

/// Fetches a URL over a connection of its own. The thread waits.
fn fetch(requests: &Requests, url: &str) -> Result<u64> {
    let mut connection = TcpStream::connect(requests.address)?;
    connection.write_all(request(url).as_bytes())?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(requests.arrived(body(&answer)?))
}

/// Fetches every URL at once, each on a thread of its own.
pub(super) fn fetch_all(requests: &Requests) -> Result<u64> {
    thread::scope(|scope| {
        let urls = requests.urls.iter();
        let threads = urls.map(|url| scope.spawn(|| fetch(requests, url))).collect();
        join_all(threads).into_iter().sum()
    })
}
// ANCHOR_END: listing
