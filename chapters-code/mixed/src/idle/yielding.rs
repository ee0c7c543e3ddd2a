//! A waiter that spins, and offers its core to others after each look.

// ANCHOR: listing
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages; whoever wants the core may have it between two looks.
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
                Err(TryRecvError::Empty) => thread::yield_now(),
                Err(TryRecvError::Disconnected) => break,
            }
        }
    });
}
// ANCHOR_END: listing
