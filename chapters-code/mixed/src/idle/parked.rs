//! A waiter that parks.

// ANCHOR: listing
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages; the producer wakes this thread after each.
pub(super) fn receive(arrivals: &Arrivals, waiter: &mut Waiter) {
    let (sender, receiver) = channel();
    let us = thread::current();
    thread::scope(|scope| {
        arrivals.produce(scope, move |messages| {
            for message in messages {
                sender.send(message).expect("the waiter takes all");
                us.unpark();
            }
            drop(sender);
            us.unpark();
        });
        loop {
            match receiver.try_recv() {
                Ok(message) => waiter.take(&message),
                Err(TryRecvError::Empty) => thread::park(),
                Err(TryRecvError::Disconnected) => break,
            }
        }
    });
}
// ANCHOR_END: listing
