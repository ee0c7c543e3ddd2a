//! A channel between two async tasks.

// ANCHOR: listing
use anyhow::Result;
use tokio::sync::mpsc;

use super::stream::Tasks;

/// Sends the numbers from each producer's task to the consumer's, which adds them up.
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
    drop(sender); // the last producer to end closes the channel
    let consumer = runtime.spawn(async move {
        let mut sum = 0;
        while let Some(number) = receiver.recv().await {
            sum += number;
        }
        sum
    });
    Ok(runtime.block_on(consumer)?)
}
// ANCHOR_END: listing
