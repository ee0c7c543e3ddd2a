//! A channel that counts its messages.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What all channels of this process were sent: the numbers in each message, in order.
static SENT: Mutex<Vec<usize>> = Mutex::new(Vec::new());

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    messages: VecDeque<Vec<u64>>,
    senders: usize,
}

/// A channel for messages that hold numbers. Several threads may receive from it: each
/// message goes to one of them.
pub fn channel() -> (Sender, Receiver) {
    let queue = Mutex::new(Queue { senders: 1, ..Queue::default() });
    let shared = Arc::new(Shared { queue, changed: Condvar::new() });
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

/// The end that is written to.
pub struct Sender(Arc<Shared>);

impl Sender {
    /// Sends a message.
    pub fn send(&self, numbers: impl Into<Vec<u64>>) {
        let numbers = numbers.into();
        lock(&SENT).push(numbers.len());
        lock(&self.0.queue).messages.push_back(numbers);
        self.0.changed.notify_one();
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        lock(&self.0.queue).senders -= 1;
        self.0.changed.notify_all();
    }
}

/// The end that is read from.
#[derive(Clone)]
pub struct Receiver(Arc<Shared>);

impl Receiver {
    /// The next message; `None` if there is none, and the sender is gone.
    pub fn receive(&self) -> Option<Vec<u64>> {
        let mut queue = lock(&self.0.queue);
        loop {
            if let Some(message) = queue.messages.pop_front() {
                return Some(message);
            }
            if queue.senders == 0 {
                return None;
            }
            queue = self.0.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The numbers in each message so far.
pub(crate) fn sent() -> Vec<usize> {
    lock(&SENT).clone()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
