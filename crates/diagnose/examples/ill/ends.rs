//! Programs that fail, and programs that nothing is wrong with.

use std::process::{abort, exit};
use std::thread::{self, sleep};
use std::time::Duration;

use crate::work::{cores, work};

/// Fails, with a status and a reason. How it waited is beside the point.
pub(crate) fn fails(_: &str) {
    sleep(Duration::from_millis(300));
    eprintln!("no such table: orders");
    exit(1);
}

/// Fails, by a signal. How it computed is beside the point.
pub(crate) fn aborts(_: &str) {
    work(300);
    abort();
}

/// - `waits`: waits for timers, eight at once.
/// - `computes`: computes on one core.
/// - `all-cores`: computes on all cores.
pub(crate) fn healthy(mode: &str) {
    let (threads, part): (_, fn()) = match mode {
        "waits" => (8, || (0..20).for_each(|_| sleep(Duration::from_millis(50)))),
        "computes" => (1, || work(1_000)),
        _ => (cores(), || work(1_000)),
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(part);
        }
    });
}
