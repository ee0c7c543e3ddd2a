//! Many numbers in a message between two async tasks.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::mpsc;

use super::stream::Tasks;

/// Sends the numbers in batches, each of which is a message.
pub(super) fn sum(Tasks { stream, runtime }: &Tasks) -> Result<u64> {
    let (sender, mut receiver) = mpsc::channel(stream.bound);
    for producer in stream.producers() {
        let sender = sender.clone();
        let batches = producer.batches(stream.batch);
        runtime.spawn(async move {
            for batch in batches {
                sender.send(batch).await.expect("the consumer takes all");
            }
        });
    }
    drop(sender);
    let consumer = runtime.spawn(async move {
        let mut sum = 0;
        while let Some(batch) = receiver.recv().await {
            sum += batch.into_iter().sum::<u64>();
        }
        sum
    });
    Ok(runtime.block_on(consumer)?)
}
// ANCHOR_END: listing
