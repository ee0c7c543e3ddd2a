//! # At the same time
//!
//! This function computes with two halves of its data, on a runtime with two worker threads.
//! It is async, and joins both: still one core does all, and the other stands idle. Let both
//! halves be computed with at the same time. The answer stays the same.

use exercises::pieces::Piece;

async fn half(pieces: Vec<Piece>) -> u64 {
    pieces.iter().map(Piece::compute).sum()
}

/// The sum of the results of both halves.
pub async fn both(left: Vec<Piece>, right: Vec<Piece>) -> u64 {
    let (left, right) = tokio::join!(half(left), half(right));
    left + right
}
