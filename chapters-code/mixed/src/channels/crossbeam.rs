//! A bounded channel of crossbeam.

// ANCHOR: listing
use std::thread;

use crossbeam_channel::bounded;

use super::stream::Stream;

/// Sends the numbers from each producer to the consumer, which adds them up.
pub(super) fn sum(stream: &Stream) -> u64 {
    let (sender, receiver) = bounded(stream.bound);
    thread::scope(|scope| {
        for producer in stream.producers() {
            let sender = sender.clone();
            scope.spawn(move || {
                for number in producer.numbers() {
                    sender.send(number).expect("the consumer takes all");
                }
            });
        }
        drop(sender); // the last producer to end closes the channel
        receiver.iter().sum()
    })
}
// ANCHOR_END: listing
