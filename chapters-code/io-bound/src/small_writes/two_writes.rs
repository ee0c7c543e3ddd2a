//! A message in two small writes.

// ANCHOR: listing
use std::io::{self, Write as _};
use std::net::TcpStream;

use super::exchanges::{BODY, HEAD};

/// Writes the head, and then the body.
pub(super) fn send(mut connection: &TcpStream) -> io::Result<()> {
    connection.write_all(HEAD)?;
    connection.write_all(BODY)
}
// ANCHOR_END: listing
