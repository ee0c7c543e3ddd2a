//! A text for each thread, written at once when it is done.

// ANCHOR: listing
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::ops::Range;
use std::thread;

use measure::join;

use super::lines::{Lines, Root};

/// Gathers every share in a text, on a thread of its own, and prints them in order.
pub(super) fn print(lines: &Lines) -> io::Result<()> {
    let gather = |share: Range<u64>| {
        let mut text = String::new();
        for number in share {
            writeln!(text, "{}", Root(number)).expect("a text takes anything");
        }
        text
    };
    thread::scope(|scope| {
        let shares = lines.shares.iter().cloned();
        let threads: Vec<_> =
            shares.map(|share| scope.spawn(move || gather(share))).collect();
        let mut texts = threads.into_iter().map(join);
        texts.try_for_each(|text| io::stdout().write_all(text.as_bytes()))
    })
}
// ANCHOR_END: listing
