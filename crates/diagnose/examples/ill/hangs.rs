//! Programs that wait for themselves: right is that each hangs, on locks alone, until its
//! watchdog ends it with status 3. No speed-up is worth a word.
//!
//! The mode `ends` is the cure: it waits for timers and ends.

use std::process::exit;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, sleep};
use std::time::Duration;

use tokio::runtime::Builder;

use crate::requests::runtime;

const PAUSE: Duration = Duration::from_millis(20);

/// Ends the program if it goes on for too long.
fn watch() {
    thread::spawn(|| {
        sleep(Duration::from_millis(1_500));
        exit(3);
    });
}

/// Calls on a blocking pool wait for others on the same pool: on all of its threads, or on
/// some.
pub(crate) fn waits_for_itself(mode: &str) {
    watch();
    let calls = if mode == "hang" { 4 } else { 2 };
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(4)
        .build()
        .expect("a runtime");
    for _ in 0..40 {
        let started = Arc::new(Barrier::new(calls));
        let outer = |_| {
            let (handle, started) = (runtime.handle().clone(), Arc::clone(&started));
            runtime.spawn_blocking(move || {
                started.wait();
                handle
                    .block_on(handle.spawn_blocking(|| sleep(PAUSE)))
                    .expect("no panic");
            })
        };
        for call in (0..calls).map(outer).collect::<Vec<_>>() {
            runtime.block_on(call).expect("no panic");
        }
    }
}

/// Two threads take two locks: in two orders, or in one.
pub(crate) fn two_locks(mode: &str) {
    watch();
    let (left, right, both_started) = (Mutex::new(()), Mutex::new(()), Barrier::new(2));
    let take = |first: &Mutex<()>, second: &Mutex<()>| {
        for _ in 0..40 {
            let first = first.lock().expect("no panic");
            if mode == "hang" {
                both_started.wait();
            }
            drop((first, second.lock().expect("no panic")));
            sleep(PAUSE);
        }
    };
    thread::scope(|scope| {
        scope.spawn(|| take(&left, &right));
        scope.spawn(|| {
            if mode == "hang" { take(&right, &left) } else { take(&left, &right) }
        });
    });
}

/// A thread walks a tree by a queue that it also fills itself: the queue is too short for
/// that, or long enough.
pub(crate) fn own_channel(mode: &str) {
    watch();
    let (sender, receiver) = sync_channel(if mode == "hang" { 4 } else { 100 });
    let walker = thread::spawn(move || {
        sender.send(4_u32).expect("open");
        let mut expected = 1;
        while expected > 0 {
            let height = receiver.recv().expect("open");
            expected -= 1;
            sleep(PAUSE);
            for _ in 0..if height == 0 { 0 } else { 2 } {
                sender.send(height - 1).expect("open");
                expected += 1;
            }
        }
    });
    walker.join().expect("no panic");
}

/// A task waits for another that wants a lock: while it holds that lock, or after.
pub(crate) fn across_await(mode: &str) {
    watch();
    let runtime = runtime();
    runtime.block_on(async {
        let lock = Arc::new(tokio::sync::Mutex::new(0));
        for _ in 0..40 {
            let mut guard = Some(lock.lock().await);
            if mode == "ends" {
                guard.take();
            }
            let other = Arc::clone(&lock);
            let task = runtime.spawn(async move {
                *other.lock().await += 1;
                tokio::time::sleep(PAUSE).await;
            });
            task.await.expect("no panic");
            drop(guard);
        }
    });
}
