//! Two tasks on one thread, each of which wakes the other and waits.

// ANCHOR: listing
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use anyhow::Result;
use tokio::runtime::Builder;
use tokio::sync::Notify;

#[derive(Default)]
struct Game {
    turn: AtomicU64,
    wake: [Notify; 2],
}

/// Takes the turns; the first task has the even ones, the second the odd ones.
pub(super) fn take(turns: u64) -> Result<u64> {
    let game = Arc::new(Game::default());
    let runtime = Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let other = tokio::spawn(play(game.clone(), 1, turns));
        tokio::spawn(play(game.clone(), 0, turns)).await?;
        other.await
    })?;
    Ok(game.turn.load(SeqCst))
}

async fn play(game: Arc<Game>, first: u64, turns: u64) {
    let (own, other) = (&game.wake[first as usize], &game.wake[1 - first as usize]);
    for mine in (first..turns).step_by(2) {
        while game.turn.load(SeqCst) != mine {
            own.notified().await;
        }
        game.turn.store(mine + 1, SeqCst);
        other.notify_one();
    }
}
// ANCHOR_END: listing
