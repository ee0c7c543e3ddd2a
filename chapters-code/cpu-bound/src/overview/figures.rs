//! What is drawn of the overview.

use record::figure::Figure;

/// The figures, in the order of the page.
pub(super) fn figures() -> Vec<Figure> {
    vec![Figure::wall_times("times")]
}
