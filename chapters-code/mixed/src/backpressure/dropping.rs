//! A channel with a bound: where it is full, the producer goes on without the message.

// ANCHOR: listing
use std::sync::mpsc::{TrySendError, sync_channel};
use std::thread;

use super::flow::{Consumer, Flow};

/// Takes the messages that found a place in the channel.
pub(super) fn take_some(flow: &Flow) -> Consumer<'_> {
    let (sender, receiver) = sync_channel(flow.bound);
    let mut consumer = flow.consumer();
    thread::scope(|scope| {
        scope.spawn(move || {
            for message in flow.messages() {
                if let Err(TrySendError::Full(message)) = sender.try_send(message) {
                    flow.lose(message);
                }
            }
        });
        for message in receiver {
            consumer.take(&message);
        }
    });
    consumer
}
// ANCHOR_END: listing
