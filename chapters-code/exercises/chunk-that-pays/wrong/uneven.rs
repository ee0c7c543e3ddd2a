//! Few messages in all, but one of them is nearly everything.

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
        let (most, rest) = numbers.split_at(numbers.len() / 10 * 9);
        sender.send(most);
        for chunk in rest.chunks(20) {
            sender.send(chunk);
        }
        drop(sender);
        workers.into_iter().map(|worker| worker.join().expect("it ends")).sum()
    })
}
