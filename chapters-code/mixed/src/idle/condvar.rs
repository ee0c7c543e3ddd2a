//! A waiter that waits for a condition.

// ANCHOR: listing
use std::collections::VecDeque;
use std::thread;

use parking_lot::{Condvar, Mutex};

use super::arrivals::{Arrivals, Waiter};

/// Receives all messages; the producer notifies this thread of each.
pub(super) fn receive(arrivals: &Arrivals, waiter: &mut Waiter) {
    let queue = Mutex::new(VecDeque::new());
    let arrived = Condvar::new();
    thread::scope(|scope| {
        arrivals.produce(scope, |messages| {
            for message in messages.map(Some).chain([None]) {
                queue.lock().push_back(message);
                arrived.notify_one();
            }
        });
        loop {
            let mut queue = queue.lock();
            arrived.wait_while(&mut queue, |queue| queue.is_empty());
            match queue.pop_front().flatten() {
                Some(message) => waiter.take(&message),
                None => break,
            }
        }
    });
}
// ANCHOR_END: listing
