//! Waiting for a quiet machine.

use std::fs;
use std::thread;
use std::time::Duration;

/// A load, in runnable threads, that does not disturb a measurement.
const QUIET: f64 = 0.3;

/// Waits, five minutes at most, until the load of what ran before, such as compiling,
/// has left the average. Where the average cannot be read, there is no wait.
pub(super) fn wait() {
    for attempt in 0..60 {
        match load() {
            Some(load) if load > QUIET => {
                if attempt == 0 {
                    eprintln!("Waiting for the load ({load:.2}) to settle.");
                }
                thread::sleep(Duration::from_secs(5));
            }
            _ => return,
        }
    }
}

/// The load of the last minute, on Linux.
fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}
