//! Two tasks, and a lock that each keeps until it is done.

use std::sync::{Arc, Mutex};

use exercises::pieces::Piece;

async fn half(pieces: Vec<Piece>, total: Arc<Mutex<u64>>) {
    let mut total = total.lock().expect("it does not panic");
    for piece in pieces {
        *total += piece.compute();
    }
}

/// The sum of the results of both halves.
pub async fn both(left: Vec<Piece>, right: Vec<Piece>) -> u64 {
    let total = Arc::new(Mutex::new(0));
    let tasks = [left, right].map(|some| tokio::spawn(half(some, Arc::clone(&total))));
    for task in tasks {
        task.await.expect("it does not panic");
    }
    let total = total.lock().expect("it does not panic");
    *total
}
