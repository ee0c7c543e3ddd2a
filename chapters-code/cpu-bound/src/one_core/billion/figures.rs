//! What is drawn of the long sieve.

use record::figure::Figure;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}
