//! No messages: a list behind a lock, which each worker takes for each number.

use std::sync::Mutex;
use std::thread;

/// The sum of the squares of all numbers, worked out by this many threads.
pub fn sum_of_squares(numbers: &[u64], workers: usize) -> u64 {
    let list = Mutex::new(numbers.iter());
    thread::scope(|scope| {
        let work = || {
            let mut sum = 0;
            loop {
                let number = list.lock().expect("nobody panics").next();
                let Some(number) = number else { return sum };
                sum += number * number;
            }
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("it ends")).sum()
    })
}
