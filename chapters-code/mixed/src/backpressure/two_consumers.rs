//! A channel with a bound, and two who take from it.

// ANCHOR: listing
use std::thread;

use crossbeam_channel::bounded;
use measure::join;

use super::flow::{Consumer, Flow};

/// Takes all messages with two consumers.
pub(super) fn take_all(flow: &Flow) -> Consumer<'_> {
    let (sender, receiver) = bounded(flow.bound);
    let take = || {
        let mut consumer = flow.consumer();
        receiver.iter().for_each(|message| consumer.take(&message));
        consumer
    };
    thread::scope(|scope| {
        scope.spawn(move || flow.messages().try_for_each(|it| sender.send(it)));
        let other = scope.spawn(take);
        take().and(join(other))
    })
}
// ANCHOR_END: listing
