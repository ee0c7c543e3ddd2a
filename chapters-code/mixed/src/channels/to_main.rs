//! A channel from an async task to the future that `block_on` runs.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::mpsc;

use super::stream::Tasks;

/// Sends the numbers from each producer's task to the main thread, which is none of the
/// runtime's.
pub(super) fn sum(Tasks { stream, runtime }: &Tasks) -> Result<u64> {
    let (sender, mut receiver) = mpsc::channel(stream.bound);
    for producer in stream.producers() {
        let sender = sender.clone();
        runtime.spawn(async move {
            for number in producer.numbers() {
                sender.send(number).await.expect("the consumer takes all");
            }
        });
    }
    drop(sender);
    runtime.block_on(async {
        let mut sum = 0;
        while let Some(number) = receiver.recv().await {
            sum += number;
        }
        Ok(sum)
    })
}
// ANCHOR_END: listing
