//! Waiting for threads.

use std::panic;
use std::thread::ScopedJoinHandle;

// ANCHOR: listing
/// Waits for all these threads, and returns what each returned. A panic goes on
/// in the caller.
pub fn join_all<T>(threads: Vec<ScopedJoinHandle<'_, T>>) -> Vec<T> {
    let joined = threads.into_iter().map(|thread| match thread.join() {
        Ok(returned) => returned,
        Err(panicked) => panic::resume_unwind(panicked),
    });
    joined.collect()
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn what_threads_return_comes_in_the_order_in_which_they_were_started() {
        let returned = thread::scope(|scope| {
            join_all((1..4).map(|number| scope.spawn(move || number)).collect())
        });
        assert_eq!(returned, [1, 2, 3]);
    }

    #[test]
    #[should_panic(expected = "no luck")]
    fn a_panic_goes_on_in_the_caller() {
        thread::scope(|scope| {
            let panics = scope.spawn(|| -> u64 { panic!("no luck") });
            join_all(vec![panics])
        });
    }
}
