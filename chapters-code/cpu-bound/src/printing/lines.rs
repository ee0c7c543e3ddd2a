//! The lines to print, and who prints which.

use std::fmt;
use std::ops::Range;

/// How many bytes a line has, with its end.
pub(super) const LENGTH: u64 = 20;

/// The most lines: with more, a number would be too wide for its place.
pub(super) const MOST: u64 = 10_000_000;

// ANCHOR: lines
/// A line: a number and its square root.
pub(super) struct Root(pub(super) u64);

impl fmt::Display for Root {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:7} {:11.6}", self.0, (self.0 as f64).sqrt())
    }
}

/// The numbers of the lines to print.
pub(super) struct Lines {
    /// All of them.
    pub(super) all: Range<u64>,
    /// The same in shares, one for each core.
    pub(super) shares: Vec<Range<u64>>,
}
// ANCHOR_END: lines

impl Lines {
    /// So many lines, in shares for so many threads.
    pub(super) fn new(count: u64, threads: u64) -> Self {
        let end = |share| count * share / threads;
        let shares = (0..threads).map(|share| end(share)..end(share + 1)).collect();
        Self { all: 0..count, shares }
    }
}

/// How many lines of these bytes are none that was to be printed: a piece of one, or of
/// several.
pub(super) fn torn(printed: &[u8]) -> u64 {
    let length = LENGTH as usize;
    let is_whole = |line: &[u8]| line.len() == length && line[7] == b' ';
    printed
        .split_inclusive(|&byte| byte == b'\n')
        .filter(|line| !is_whole(line))
        .count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_the_same_length() {
        for number in [0, 9, 1_000, 999_999, MOST - 1] {
            assert_eq!(format!("{}\n", Root(number)).len() as u64, LENGTH, "{number}");
        }
    }

    #[test]
    fn the_shares_are_all_of_the_lines_in_order() {
        let lines = Lines::new(11, 3);
        let shared: Vec<u64> = lines.shares.into_iter().flatten().collect();
        assert_eq!(shared, lines.all.collect::<Vec<_>>());
    }

    #[test]
    fn a_line_in_the_middle_of_another_is_seen() {
        let [one, two] = [1, 2].map(|number| format!("{}\n", Root(number)));
        assert_eq!(torn(format!("{one}{two}").as_bytes()), 0);
        let (begin, end) = one.split_at(5);
        assert_eq!(torn(format!("{begin}{two}{end}").as_bytes()), 2);
        assert_eq!(torn(format!("{one}{begin}").as_bytes()), 1);
    }
}
