//! A channel without a bound: the producer never waits.

// ANCHOR: listing
use std::sync::mpsc::channel;
use std::thread;

use super::flow::{Consumer, Flow};

/// Takes all messages, as many of which may wait as there are.
pub(super) fn take_all(flow: &Flow) -> Consumer<'_> {
    let (sender, receiver) = channel();
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
