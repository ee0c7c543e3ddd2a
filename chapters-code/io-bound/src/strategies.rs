//! The ways to make many requests, in the order of the page. Each file holds
//! one public function `fetch_all`, all with the same signature: fetch every
//! URL of the workload once, and return the sum of the bodies' lengths.

pub mod async_one_thread;
pub mod async_threads;
pub mod facade;
pub mod pool;
pub mod processes;
pub mod processes_async;
pub mod processes_messages;
pub mod sequential;
pub mod spawn_blocking;
pub mod thread_each;
pub mod work_stealing;
