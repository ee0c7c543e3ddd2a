//! Many numbers in a message.

// ANCHOR: listing
use std::sync::mpsc::sync_channel;
use std::thread;

use super::stream::Stream;

/// Sends the numbers in batches, each of which is a message.
pub(super) fn sum(stream: &Stream) -> u64 {
    let (sender, receiver) = sync_channel(stream.bound);
    thread::scope(|scope| {
        for producer in stream.producers() {
            let sender = sender.clone();
            scope.spawn(move || {
                for batch in producer.batches(stream.batch) {
                    sender.send(batch).expect("the consumer takes all");
                }
            });
        }
        drop(sender);
        receiver.iter().flatten().sum()
    })
}
// ANCHOR_END: listing
