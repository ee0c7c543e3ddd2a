//! A buffer over standard output for each thread.

// ANCHOR: listing
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;
use std::thread;

use measure::join;

use super::lines::{Lines, Root};

/// Prints every share on a thread of its own, each through a buffer of its own.
pub(super) fn print(lines: &Lines) -> io::Result<()> {
    let print = |share: Range<u64>| {
        let mut out = BufWriter::new(io::stdout()); // locked for each full buffer
        for number in share {
            writeln!(out, "{}", Root(number))?;
        }
        out.flush()
    };
    thread::scope(|scope| {
        let shares = lines.shares.iter().cloned();
        let threads: Vec<_> =
            shares.map(|share| scope.spawn(move || print(share))).collect();
        threads.into_iter().try_for_each(join)
    })
}
// ANCHOR_END: listing
