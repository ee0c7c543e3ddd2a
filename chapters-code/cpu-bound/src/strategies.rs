//! The ways to compute many things, in the order of the page. Each file holds one
//! public function `count_all`, all with the same signature: count the primes up to
//! every limit of the workload, and return the sum of the counts.

pub mod async_one_thread;
pub mod async_rayon;
pub mod async_threads;
pub mod atomic_counter;
pub mod channel;
pub mod processes;
pub mod processes_messages;
pub mod sequential;
pub mod spawn_blocking;
pub mod static_split;
pub mod thread_each;
pub mod work_stealing;
