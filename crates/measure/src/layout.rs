//! Where the stack of a sample begins.
//!
//! The environment lies above the stack, and so its size shifts every local variable: a
//! program may be some percent faster or slower for a user with a longer name (Mytkowicz,
//! Diwan, Hauswirth, Sweeney 2009, *Producing wrong data without doing anything obviously
//! wrong!*). Each sample has an environment of another size, and what the layout does
//! becomes part of the spread, where it would be a bias.

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

/// The variable that fills the environment; nobody reads it.
pub const PADDING: &str = "BOOK_PADDING";

/// A page of memory: a longer shift repeats a shorter one, as far as lines of a cache go.
const MOST: usize = 4096;

/// What to fill a sample's environment with: the same for all rows of a round, which are
/// compared with each other, and another in the next.
pub fn padding(seed: u64, round: u32) -> String {
    let mut rng = Pcg64Mcg::seed_from_u64(seed ^ u64::from(round).rotate_left(32));
    "x".repeat(rng.random_range(0..MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_differ_and_can_be_repeated() {
        let lengths: Vec<usize> =
            (0..40).map(|round| padding(7, round).len()).collect();
        assert_eq!(lengths[3], padding(7, 3).len());
        assert!(lengths.iter().all(|length| *length < MOST));
        let (least, most) = (lengths.iter().min(), lengths.iter().max());
        assert!(least < Some(&1000) && most > Some(&3000), "{lengths:?}");
    }
}
