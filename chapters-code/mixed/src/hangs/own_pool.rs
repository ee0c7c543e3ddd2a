//! Jobs of a pool that wait for other jobs of that pool.

use std::sync::{Barrier, mpsc};

use rayon::ThreadPool;

// ANCHOR: listing
/// Hangs: every thread of the pool waits for a job that no thread is left to run.
pub(super) fn jobs_receive(pool: &ThreadPool) -> u64 {
    let gate = Barrier::new(pool.current_num_threads());
    let answers = pool.broadcast(|_| {
        gate.wait(); // every thread has such a job
        let (sender, receiver) = mpsc::channel();
        rayon::spawn(move || sender.send(1).expect("it listens"));
        receiver.recv().expect("it sends")
    });
    answers.iter().sum()
}

/// Ends: a thread that waits for the end of a scope runs jobs meanwhile.
pub(super) fn scopes_end(pool: &ThreadPool) -> u64 {
    let gate = Barrier::new(pool.current_num_threads());
    let answers = pool.broadcast(|_| {
        gate.wait();
        let (sender, receiver) = mpsc::channel();
        rayon::scope(|scope| {
            scope.spawn(|_| sender.send(1).expect("it listens"));
        });
        receiver.recv().expect("it sends")
    });
    answers.iter().sum()
}
// ANCHOR_END: listing
