//! A waiter that awaits.

// ANCHOR: listing
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::mpsc::unbounded_channel;

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages on a runtime; its thread sleeps while no task can go on.
pub(super) fn receive(arrivals: &Arrivals, waiter: &mut Waiter) {
    let (sender, mut receiver) = unbounded_channel();
    let runtime = Builder::new_current_thread().build().expect("it needs no resources");
    thread::scope(|scope| {
        arrivals.produce(scope, move |messages| {
            for message in messages {
                sender.send(message).expect("the waiter takes all");
            }
        });
        runtime.block_on(async {
            while let Some(message) = receiver.recv().await {
                waiter.take(&message);
            }
        });
    });
}
// ANCHOR_END: listing
