//! A connection of tokio's, and a buffer only while there is something to read.

// ANCHOR: listing
use std::io::ErrorKind::WouldBlock;

use anyhow::Result;
use tokio::net::TcpStream;

use super::requests::{BUFFER, Requests, body, request};

/// Fetches a URL over a connection of its own, with a buffer while it reads.
pub(super) async fn fetch(requests: &Requests, url: &str) -> Result<u64> {
    let connection = TcpStream::connect(requests.address).await?;
    connection.writable().await?;
    connection.try_write(request(url).as_bytes())?; // it fits
    let mut answer = Vec::new();
    loop {
        connection.readable().await?;
        let mut buffer = [0; BUFFER];
        match connection.try_read(&mut buffer) {
            Ok(0) => return Ok(requests.arrived(body(&answer)?)),
            Ok(read) => answer.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == WouldBlock => {} // a false alarm
            Err(error) => return Err(error.into()),
        }
    }
}
// ANCHOR_END: listing
