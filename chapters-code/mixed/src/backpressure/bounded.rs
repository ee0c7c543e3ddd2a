//! A channel with a bound: the producer waits where it is full.

// ANCHOR: listing
use std::sync::mpsc::sync_channel;
use std::thread;

use super::flow::{Consumer, Flow};

/// Takes all messages, of which the channel holds some.
pub(super) fn take_all(flow: &Flow) -> Consumer<'_> {
    let (sender, receiver) = sync_channel(flow.bound);
    let mut consumer = flow.consumer();
    thread::scope(|scope| {
        scope.spawn(move || flow.messages().try_for_each(|it| sender.send(it)));
        for message in receiver {
            consumer.take(&message);
        }
    });
    consumer
}
// ANCHOR_END: listing
