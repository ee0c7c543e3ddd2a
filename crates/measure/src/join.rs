//! The end of a thread.

use std::panic::resume_unwind;
use std::thread::ScopedJoinHandle;

// ANCHOR: join
/// Waits until a thread has ended, and returns what it returned. If it panicked,
/// so does the caller.
pub fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}
// ANCHOR_END: join

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::thread;

    use super::*;

    #[test]
    fn a_thread_returns_its_value() {
        assert_eq!(thread::scope(|scope| join(scope.spawn(|| 7))), 7);
    }

    #[test]
    fn a_panic_of_a_thread_goes_on_in_its_caller() {
        let panic = catch_unwind(|| {
            thread::scope(|scope| join(scope.spawn(|| -> u64 { panic!("no answer") })))
        });
        let panic = panic.expect_err("the thread panicked");
        assert_eq!(panic.downcast_ref(), Some(&"no answer"));
    }
}
