//! Pools that are too much, or too small.

use std::hint::black_box;
use std::process::exit;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use rayon::prelude::*;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::requests::runtime;
use crate::work::{cores, work};

/// - `par`: computes on all cores for no less wall time than on one: each call takes
///   microseconds, which is far too small for a pool.
/// - `seq`: computes on one core.
pub(crate) fn tiny_tasks(mode: &str) {
    let numbers: Vec<u32> = (0..200).collect();
    for _ in 0..if mode == "par" { 30_000 } else { 500_000 } {
        let even = if mode == "par" {
            numbers.par_iter().filter(|n| *n % 2 == 0).count()
        } else {
            numbers.iter().filter(|n| *n % 2 == 0).count()
        };
        black_box(even);
    }
}

/// - `nested`: computes, with four times as many ready threads as there are cores: each of
///   four threads starts one for each core.
/// - `once`: computes on all cores.
pub(crate) fn nested(mode: &str) {
    let outer = if mode == "nested" { 4 } else { 1 };
    let inner = || {
        for _ in 0..8 / outer {
            thread::scope(|scope| {
                for _ in 0..cores() {
                    scope.spawn(|| work(100));
                }
            });
        }
    };
    thread::scope(|scope| {
        for _ in 0..outer {
            scope.spawn(inner);
        }
    });
}

/// Computes on all cores, to no end and mostly in the kernel: four threads for each core
/// ask for the time and yield until it has come.
pub(crate) fn yields(_: &str) {
    let end = Instant::now() + Duration::from_millis(800);
    thread::scope(|scope| {
        for _ in 0..4 * cores() {
            scope.spawn(|| {
                while Instant::now() < end {
                    thread::yield_now();
                }
            });
        }
    });
}

/// Four hundred tasks want one of so many places, and give up after a while.
///
/// - `2`: waits for places of its own pool, and fails for want of them. It is no question
///   of cores.
/// - `20`: waits.
pub(crate) fn small(mode: &str) {
    let places = Arc::new(Semaphore::new(mode.parse().expect("a number")));
    let query = async move |places: Arc<Semaphore>| {
        let place = timeout(Duration::from_millis(900), places.acquire()).await;
        sleep(Duration::from_millis(if place.is_ok() { 30 } else { 0 })).await;
        place.is_ok()
    };
    let runtime = runtime();
    let queries = (0..400).map(|_| runtime.spawn(query(Arc::clone(&places))));
    let answers = runtime.block_on(join_all(queries));
    let failed =
        answers.into_iter().filter(|answer| !matches!(answer, Ok(true))).count();
    if failed > 0 {
        eprintln!("{failed} of 400 got no place in time");
        exit(1);
    }
}
