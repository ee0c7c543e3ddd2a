//! Two threads that want the same two locks.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: listing
/// Hangs: each thread has the lock that the other wants.
pub(super) fn in_two_orders() -> u64 {
    let (left, right, gate) = (Mutex::new(0), Mutex::new(0), Barrier::new(2));
    let move_one = |from: &Mutex<i64>, to: &Mutex<i64>| {
        let mut from = from.lock().expect("no panic");
        gate.wait(); // the other thread has its first lock, too
        let mut to = to.lock().expect("no panic");
        (*from, *to) = (*from - 1, *to + 1);
        1
    };
    both(|| move_one(&left, &right), || move_one(&right, &left))
}

/// Ends: both take the left lock first, whichever way they move.
pub(super) fn in_one_order() -> u64 {
    let (left, right, gate) = (Mutex::new(0), Mutex::new(0), Barrier::new(2));
    let move_to_the_right = |by: i64| {
        gate.wait(); // behind the first lock, two threads would never meet
        let mut left = left.lock().expect("no panic");
        let mut right = right.lock().expect("no panic");
        (*left, *right) = (*left - by, *right + by);
        1
    };
    both(|| move_to_the_right(1), || move_to_the_right(-1))
}
// ANCHOR_END: listing

/// Runs two functions on two threads, and adds up.
fn both(one: impl Fn() -> u64 + Sync, other: impl Fn() -> u64 + Sync) -> u64 {
    thread::scope(|scope| {
        let threads = [scope.spawn(&one), scope.spawn(&other)];
        threads.map(measure::join).iter().sum()
    })
}
