//! A waiter that looks at regular times.

// ANCHOR: listing
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages; this thread looks for them, and sleeps for a while.
pub(super) fn receive(arrivals: &Arrivals, waiter: &mut Waiter) {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        arrivals.produce(scope, move |messages| {
            for message in messages {
                sender.send(message).expect("the waiter takes all");
            }
        });
        loop {
            match receiver.try_recv() {
                Ok(message) => waiter.take(&message),
                Err(TryRecvError::Empty) => thread::sleep(arrivals.interval),
                Err(TryRecvError::Disconnected) => break,
            }
        }
    });
}
// ANCHOR_END: listing
