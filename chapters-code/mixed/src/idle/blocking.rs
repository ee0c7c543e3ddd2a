//! A waiter that sleeps in `recv`.

// ANCHOR: listing
use std::sync::mpsc::channel;
use std::thread;

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages; the kernel wakes this thread for each.
pub(super) fn receive(arrivals: &Arrivals, waiter: &mut Waiter) {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        arrivals.produce(scope, move |messages| {
            for message in messages {
                sender.send(message).expect("the waiter takes all");
            }
        });
        while let Ok(message) = receiver.recv() {
            waiter.take(&message);
        }
    });
}
// ANCHOR_END: listing
