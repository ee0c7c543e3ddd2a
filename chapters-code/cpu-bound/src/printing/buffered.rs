//! A buffer over standard output.

// ANCHOR: listing
use std::io::{self, BufWriter, Write as _};

use super::lines::{Lines, Root};

/// Prints every line into a buffer, which is written when it is full.
pub(super) fn print(lines: &Lines) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for number in lines.all.clone() {
        writeln!(out, "{}", Root(number))?;
    }
    out.flush() // an error here is not lost, as it is when a buffer is dropped
}
// ANCHOR_END: listing
