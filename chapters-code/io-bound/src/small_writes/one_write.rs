//! A message that is gathered first, and written once.

// ANCHOR: listing
use std::io::{self, BufWriter, Write as _};
use std::net::TcpStream;

use super::exchanges::{BODY, HEAD};

/// Gathers the head and the body in a buffer, and writes both at once.
pub(super) fn send(connection: &TcpStream) -> io::Result<()> {
    let mut buffered = BufWriter::with_capacity(256, connection);
    buffered.write_all(HEAD)?;
    buffered.write_all(BODY)?;
    buffered.flush()
}
// ANCHOR_END: listing
