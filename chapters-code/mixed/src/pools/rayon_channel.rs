//! Rayon's pool beside the runtime, and a channel for the answer.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::oneshot;

use super::burst::Heavy;

/// Has a thread of rayon's compute; the task awaits the answer.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || {
        let _ = tell.send(heavy.compute()); // if anybody still waits
    });
    Ok(told.await?)
}
// ANCHOR_END: listing
