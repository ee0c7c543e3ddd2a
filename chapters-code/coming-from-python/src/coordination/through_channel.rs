//! Items through a channel with a bound, from one thread to another.

// ANCHOR: listing
use std::sync::mpsc::sync_channel;
use std::thread;

use super::Items;

/// Sends `items` numbers, and adds up what is received.
pub(super) fn send_all(&Items { items, bound }: &Items) -> u64 {
    let (sender, receiver) = sync_channel(bound);
    thread::scope(|scope| {
        scope.spawn(move || (0..items).try_for_each(|item| sender.send(item)));
        receiver.iter().sum() // until there is no sender any more
    })
}
// ANCHOR_END: listing
