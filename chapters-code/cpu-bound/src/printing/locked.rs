//! Standard output, locked once for all lines.

// ANCHOR: listing
use std::io::{self, Write as _};

use super::lines::{Lines, Root};

/// Prints every line, under one lock.
pub(super) fn print(lines: &Lines) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for number in lines.all.clone() {
        writeln!(out, "{}", Root(number))?;
    }
    Ok(())
}
// ANCHOR_END: listing
