//! A thread that receives until nobody can send, and one that waits for its end.

use std::sync::mpsc;
use std::thread;

// ANCHOR: listing
/// Hangs: as long as there is a sender, something may come.
pub(super) fn kept() -> u64 {
    let (sender, receiver) = mpsc::channel();
    let adds = thread::spawn(move || receiver.iter().sum());
    sender.send(1).expect("it listens");
    sender.send(1).expect("it listens");
    adds.join().expect("no panic") // the sender lives until the brace below
}

/// Ends: the last sender is dropped, and with it the loop over what comes.
pub(super) fn dropped() -> u64 {
    let (sender, receiver) = mpsc::channel();
    let adds = thread::spawn(move || receiver.iter().sum());
    sender.send(1).expect("it listens");
    sender.send(1).expect("it listens");
    drop(sender);
    adds.join().expect("no panic")
}
// ANCHOR_END: listing
