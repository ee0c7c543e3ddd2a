//! How long a thread had a core.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// The CPU time of the calling thread, from its start. What it waited for a core is
/// not in it.
pub fn of_this_thread() -> Duration {
    let clock = ClockId::CLOCK_THREAD_CPUTIME_ID;
    clock_gettime(clock).expect("every Unix has this clock").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_computes_is_busy_and_another_is_not() {
        // More than a thread needs to begin.
        let enough = of_this_thread() + Duration::from_millis(20);
        while of_this_thread() < enough {
            std::hint::black_box(crate::sieve::primes_up_to(10_000));
        }
        let other = std::thread::spawn(of_this_thread).join().expect("it ended");
        assert!(other < of_this_thread());
    }
}
