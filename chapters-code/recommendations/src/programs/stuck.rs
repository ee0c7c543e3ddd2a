//! Two threads that take two locks in two orders.

// ANCHOR: listing
use std::process::exit;
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

pub(super) fn main() {
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(1200));
        exit(3);
    });
    let (from, to, both) = (Mutex::new(100), Mutex::new(0), Barrier::new(2));
    let transfer = |first: &Mutex<i32>, second: &Mutex<i32>| {
        let mut first = first.lock().expect("no panic");
        both.wait();
        let mut second = second.lock().expect("no panic");
        (*first, *second) = (*first - 1, *second + 1);
    };
    thread::scope(|scope| {
        scope.spawn(|| transfer(&from, &to));
        scope.spawn(|| transfer(&to, &from));
    });
}
// ANCHOR_END: listing
