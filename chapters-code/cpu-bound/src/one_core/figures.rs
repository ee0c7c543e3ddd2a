//! What is drawn of one core made fast.

use record::figure::Figure;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}
