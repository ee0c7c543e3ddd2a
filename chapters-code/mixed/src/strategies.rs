//! The ways to crawl, in the order of the page. Each file holds one public function `crawl`.

pub mod async_one_thread;
pub mod async_rayon;
pub mod async_threads;
pub mod facade;
pub mod sequential;
pub mod threads;
pub mod two_pools;
