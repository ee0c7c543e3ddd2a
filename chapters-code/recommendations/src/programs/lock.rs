//! Threads that work out their results under the lock that guards them.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

const THREADS: usize = 4;
const ITEMS: u64 = 500;

pub(super) fn main() {
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for item in 0..ITEMS {
                    results.lock().expect("no panic").push(work(item));
                }
            });
        }
    });
}

fn work(seed: u64) -> u64 {
    (0..700_000).fold(seed | 1, |state: u64, step| {
        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(step)
    })
}
// ANCHOR_END: listing
