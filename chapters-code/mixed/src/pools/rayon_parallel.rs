//! The same, with a parallel iterator in rayon's pool.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::oneshot;

use super::burst::Heavy;

/// Has all of rayon's threads compute together; the task awaits the answer.
pub(super) async fn answer(heavy: Heavy) -> Result<u64> {
    let (tell, told) = oneshot::channel();
    rayon::spawn(move || {
        let _ = tell.send(heavy.compute_in_parallel()); // if anybody still waits
    });
    Ok(told.await?)
}
// ANCHOR_END: listing
