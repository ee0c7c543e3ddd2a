//! `println!` in a loop.

// ANCHOR: listing
use super::lines::{Lines, Root};

/// Prints every line.
pub(super) fn print(lines: &Lines) {
    for number in lines.all.clone() {
        println!("{}", Root(number));
    }
}
// ANCHOR_END: listing
