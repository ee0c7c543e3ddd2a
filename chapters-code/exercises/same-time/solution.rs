//! `join!` is concurrency inside of one task: it polls one future, and when that waits, the
//! other. Futures that compute never wait, so they run one after the other. Tasks are what a
//! runtime shares out over its threads: two of them can be on two cores.
//!
//! What else would do: `spawn_blocking` for each half, which is the better choice where they
//! compute for long, since the runtime's own threads stay free; `rayon::join`, called from
//! one `spawn_blocking`; or `std::thread::scope`.

use exercises::pieces::Piece;

async fn half(pieces: Vec<Piece>) -> u64 {
    pieces.iter().map(Piece::compute).sum()
}

/// The sum of the results of both halves.
pub async fn both(left: Vec<Piece>, right: Vec<Piece>) -> u64 {
    let (left, right) = (tokio::spawn(half(left)), tokio::spawn(half(right)));
    left.await.expect("it does not panic") + right.await.expect("it does not panic")
}
