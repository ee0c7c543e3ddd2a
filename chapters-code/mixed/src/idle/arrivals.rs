//! Messages that come rarely, because their producer computes for each.

use std::sync::{Arc, Barrier};
use std::thread::Scope;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use measure::Answer;
use record::Settings;

use crate::channels::place::Place;
use crate::computing::on_a_core;
use crate::percentiles::{AGES, Latencies};

/// The numbers to compute for each message, and how a waiter that polls does it.
pub(super) struct Arrivals {
    /// How long a waiter that polls sleeps between two looks.
    pub(super) interval: Duration,
    /// For each message, the first number and how many there are.
    tasks: Vec<(u64, u64)>,
    place: Place,
}

/// What was computed, and when it was sent.
pub(super) struct Message {
    sum: u64,
    sent: Instant,
}

impl Arrivals {
    /// The messages for these settings. Their producer has a core, and the waiter, who is
    /// the calling thread, another.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Self::at(settings, Place::apart()?)
    }

    /// The same with one core for both.
    pub(super) fn on_one_core(settings: &Settings) -> Result<Self> {
        Self::at(settings, Place::one_core()?)
    }

    fn at(settings: &Settings, place: Place) -> Result<Self> {
        let (messages, numbers) =
            (settings.count("messages")?, settings.count("numbers")?);
        ensure!(
            (1..=1_000_000).contains(&messages),
            "1 to 1000000 messages are possible"
        );
        ensure!(
            (1..=1_000_000_000).contains(&numbers),
            "1 to 1000000000 numbers are possible"
        );
        // From half as many to one and a half times: what comes at regular times would
        // meet a waiter that looks at regular times always in the same moment.
        let task = |number| {
            let count = numbers / 2 + number * 7_919 % numbers + 1;
            (number * 1_000_000 + 1, count)
        };
        Ok(Self {
            interval: settings.duration("interval")?,
            tasks: (0..messages).map(task).collect(),
            place,
        })
    }

    // ANCHOR: produce
    /// Starts the producer, a thread to which each message is given when it is asked for.
    /// Returns when that thread is on its core.
    pub(super) fn produce<'s>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        send_all: impl FnOnce(Messages<'s>) + Send + 's,
    ) {
        let started = Arc::new(Barrier::new(2));
        let on_its_core = started.clone();
        scope.spawn(move || {
            self.place.take(0);
            on_its_core.wait();
            send_all(Box::new(self.tasks.iter().map(compute)));
        });
        started.wait();
    }
    // ANCHOR_END: produce

    /// The sum of what is in all messages.
    pub(super) fn expected(settings: &Settings) -> Result<Option<u64>> {
        let arrivals = Self::at(settings, Place::default())?;
        Ok(Some(arrivals.tasks.iter().map(|task| compute(task).sum).sum()))
    }

    /// Runs a strategy, which hands each message to the waiter as it receives it.
    pub(super) fn run(&self, receive: fn(&Self, &mut Waiter)) -> Answer {
        let mut waiter = Waiter { sum: 0, ages: Vec::new() };
        let before = on_a_core();
        receive(self, &mut waiter);
        let cpu_ns = on_a_core().saturating_sub(before).as_nanos() as u64;
        let answer = Answer::from(waiter.sum).with("waiter_cpu_ns", cpu_ns);
        Latencies::from(waiter.ages).with_percentiles(answer, AGES)
    }
}

/// All messages, each of which is computed when it is asked for.
pub(super) type Messages<'s> = Box<dyn Iterator<Item = Message> + 's>;

/// Computes a message.
fn compute(&(first, count): &(u64, u64)) -> Message {
    Message { sum: (first..first + count).map(steps).sum(), sent: Instant::now() }
}

/// Who waits for messages. It does next to nothing with them.
pub(super) struct Waiter {
    sum: u64,
    ages: Vec<Duration>,
}

impl Waiter {
    /// Takes a message: notes how old it is.
    pub(super) fn take(&mut self, message: &Message) {
        self.ages.push(message.sent.elapsed());
        self.sum += message.sum;
    }
}

/// How many steps lead from this number to 1: half of an even one, three times an odd
/// one and one more.
fn steps(mut number: u64) -> u64 {
    let mut steps = 0;
    while number != 1 {
        number = if number.is_multiple_of(2) { number / 2 } else { 3 * number + 1 };
        steps += 1;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_some_numbers_are_known() {
        assert_eq!([1, 2, 3, 27].map(steps), [0, 1, 7, 111]);
    }
}
