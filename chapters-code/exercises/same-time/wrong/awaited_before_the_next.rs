//! Two tasks, and the first is awaited before the second is spawned.

use exercises::pieces::Piece;

async fn half(pieces: Vec<Piece>) -> u64 {
    pieces.iter().map(Piece::compute).sum()
}

/// The sum of the results of both halves.
pub async fn both(left: Vec<Piece>, right: Vec<Piece>) -> u64 {
    let left = tokio::spawn(half(left)).await.expect("it does not panic");
    let right = tokio::spawn(half(right)).await.expect("it does not panic");
    left + right
}
