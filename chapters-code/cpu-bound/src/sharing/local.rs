//! No counter that is shared: each thread adds up on its own stack.

// ANCHOR: listing
use std::hint::black_box;
use std::thread;

use measure::join;

use super::counting::Counting;

/// Makes the additions on all threads, and one more for each as it is joined.
pub(super) fn count(counting: &Counting) -> u64 {
    let count = || {
        let mut own = 0_u64;
        for _ in 0..counting.each {
            // The compiler may not know what comes out, and so has to add each
            // one. Else it would see what the loop comes to, and leave it out.
            own = black_box(own + 1);
        }
        own
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..counting.workers).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(join).sum()
    })
}
// ANCHOR_END: listing
