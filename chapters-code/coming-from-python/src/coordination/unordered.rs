//! Calls whose answers are handled as they come.

// ANCHOR: listing
use anyhow::Result;
use futures_util::TryStreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::answers::Answers;
use crate::requests::joined::fetch;

/// Makes each call, and handles its answer when it is there.
pub(super) async fn handle_all(
    Answers { calls, client, .. }: &Answers,
    handle: &mut dyn FnMut(u64),
) -> Result<()> {
    let calls = calls.iter().map(async |urls| {
        let mut length = 0;
        for url in urls {
            length += fetch(client, url).await?; // one after another
        }
        anyhow::Ok(length)
    });
    let mut answers: FuturesUnordered<_> = calls.collect();
    while let Some(length) = answers.try_next().await? {
        handle(length);
    }
    Ok(())
}
// ANCHOR_END: listing
