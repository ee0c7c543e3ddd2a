//! # The chunk that pays
//!
//! Four workers receive numbers through a channel, and each number is a message of its own.
//! To square a number takes a nanosecond; to send one, and to wake whoever waits for it, takes
//! a hundred times as long or more. Send the 10,000 numbers in at most 200 messages.
//!
//! But not in too few: the messages must be at least 8 for each worker, and about as large as
//! one another, so that nobody stands idle at the end while another has much left.

use std::thread;

use exercises::mail::channel;

/// The sum of the squares of all numbers, worked out by this many threads.
pub fn sum_of_squares(numbers: &[u64], workers: usize) -> u64 {
    let (sender, receiver) = channel();
    thread::scope(|scope| {
        let work = || {
            let mut sum = 0;
            while let Some(numbers) = receiver.receive() {
                sum += numbers.iter().map(|number| number * number).sum::<u64>();
            }
            sum
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for number in numbers {
            sender.send([*number]);
        }
        drop(sender);
        workers.into_iter().map(|worker| worker.join().expect("it ends")).sum()
    })
}
