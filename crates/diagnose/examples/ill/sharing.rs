//! Threads that share something: a lock, a cache line, a channel.

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{TryRecvError, channel};
use std::thread::{self, sleep};
use std::time::Duration;

use crate::work::{cores, work};

/// - `lock`: computes, and gets little done: its threads add to one sum behind a lock. One
///   core alone would be faster.
/// - `local`: computes on all cores.
pub(crate) fn hot_lock(mode: &str) {
    let (shared, sum) = (mode == "lock", Mutex::new(0_u64));
    thread::scope(|scope| {
        for _ in 0..cores().max(2) {
            scope.spawn(|| {
                let mut own = 0_u64;
                for number in 0..if shared { 8_000_000 } else { 160_000_000 } {
                    if shared {
                        *sum.lock().expect("no panic") += number;
                    } else {
                        own += number;
                    }
                }
                *sum.lock().expect("no panic") += own;
            });
        }
    });
}

/// - `inside`: computes on one core though it has many threads: each works while it holds
///   the lock that all want.
/// - `outside`: computes on all cores, four at least.
pub(crate) fn lock_around_work(mode: &str) {
    let (inside, done) = (mode == "inside", Mutex::new(0));
    let threads = cores().max(4);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..1_200 / threads {
                    if inside {
                        let mut done = done.lock().expect("no panic");
                        work(1);
                        *done += 1;
                    } else {
                        work(1);
                        *done.lock().expect("no panic") += 1;
                    }
                }
            });
        }
    });
}

/// - `near`: computes on all cores, with counters of several threads in one cache line. By
///   the account alone it looks like good work; one core alone would be faster.
/// - `apart`: the same with each counter in a line of its own.
pub(crate) fn neighbours(mode: &str) {
    let step = if mode == "near" { 1 } else { 32 };
    let threads = cores().clamp(2, 8);
    let counters: Vec<_> = (0..threads * step).map(|_| AtomicU64::new(0)).collect();
    thread::scope(|scope| {
        for counter in counters.iter().step_by(step) {
            scope.spawn(move || {
                let mut left = 90_000_000_u32;
                while left > 0 {
                    counter.fetch_add(1, Ordering::Relaxed);
                    left -= 1;
                }
            });
        }
    });
    black_box(counters);
}

/// - `spin`: computes on one core, to no end: it asks for a message again and again.
/// - `recv`: waits for a timer, and for a message.
pub(crate) fn polls(mode: &str) {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for message in 0..20 {
            sleep(Duration::from_millis(40));
            sender.send(message).expect("received");
        }
    });
    if mode == "spin" {
        while receiver.try_recv() != Err(TryRecvError::Disconnected) {}
    } else {
        receiver.iter().for_each(drop);
    }
}

/// Waits, and its memory grows to the end: what a channel without bound takes in comes
/// faster than it goes out.
pub(crate) fn grows(_: &str) {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for _ in receiver.iter().take(200) {
            sleep(Duration::from_millis(4));
        }
    });
    while sender.send(vec![1_u8; 256 << 10]).is_ok() {
        sleep(Duration::from_millis(1));
    }
}
