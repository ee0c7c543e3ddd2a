//! The same on as many threads as there are cores.

// ANCHOR: listing
use anyhow::Result;
use tokio::task::spawn_blocking;

use super::burst::Heavy;

/// Waits for a place first: there are as many as cores.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    let place = heavy.places.clone().acquire_owned().await?;
    let computed = spawn_blocking(move || {
        let _place = place; // given back when it is done, even if nobody waits any more
        heavy.compute()
    });
    Ok(computed.await?)
}
// ANCHOR_END: listing
