//! `println!` in a loop on each thread.

// ANCHOR: listing
use std::thread;

use super::lines::{Lines, Root};

/// Prints every share on a thread of its own, as it comes.
pub(super) fn print(lines: &Lines) {
    thread::scope(|scope| {
        for share in &lines.shares {
            scope.spawn(|| {
                for number in share.clone() {
                    println!("{}", Root(number));
                }
            });
        }
    });
}
// ANCHOR_END: listing
