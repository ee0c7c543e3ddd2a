//! The messages, and the channel that they go through.

use std::ops::Range;

use anyhow::{Result, ensure};
use record::Settings;
use tokio::runtime::{Builder, Runtime};

use super::place::Place;

/// With this bound, and larger ones, a channel between threads is sent all messages.
const ENOUGH: u64 = 1_000;

/// Numbers to be sent, and what the channel holds.
pub(super) struct Stream {
    /// How many messages the channel holds.
    pub(super) bound: usize,
    /// How many numbers are in a message, where a message is a batch.
    pub(super) batch: usize,
    messages: u64,
    producers: u64,
    place: Place,
}

/// One that sends a share of the numbers.
pub(super) struct Producer {
    number: u64,
    numbers: Range<u64>,
    place: Place,
}

impl Stream {
    /// Numbers for one producer, which has a core, and the consumer another. A channel
    /// that holds little takes longer for each message, and is sent fewer.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Self::of_share(settings, 1)
    }

    /// The same for a channel whose two ends look again before they sleep: more, except
    /// where it holds none.
    pub(super) fn for_spinning(settings: &Settings) -> Result<Self> {
        let times = if settings.count("bound")? == 0 { 1 } else { 10 };
        Self::of_share(settings, times)
    }

    /// The same with one core for both.
    pub(super) fn on_one_core(settings: &Settings) -> Result<Self> {
        Ok(Self { place: Place::one_core()?, ..Self::prepare(settings)? })
    }

    /// More numbers, and fewer messages: each is a batch.
    pub(super) fn of_batches(settings: &Settings) -> Result<Self> {
        let stream = Self::prepare(settings)?;
        Ok(Self { messages: stream.messages.div_ceil(10), ..stream }.in_batches())
    }

    /// Numbers for several producers, on all cores but the consumer's.
    pub(super) fn of_several(settings: &Settings) -> Result<Self> {
        let producers = settings.count("producers")?;
        ensure!((1..=1_000).contains(&producers), "1 to 1000 producers are possible");
        Ok(Self { producers, ..Self::prepare(settings)? })
    }

    fn of_share(settings: &Settings, times: u64) -> Result<Self> {
        let stream = Self::of_all(settings, "messages", Place::apart()?)?;
        let share = ((stream.bound as u64 + 1) * times).min(ENOUGH);
        let messages = (stream.messages * share).div_ceil(ENOUGH);
        Ok(Self { messages, ..stream })
    }

    fn in_batches(self) -> Self {
        Self { messages: self.messages * self.batch as u64, ..self }
    }

    /// As many numbers as the setting of this name says, for one producer.
    fn of_all(settings: &Settings, name: &str, place: Place) -> Result<Self> {
        let count = |name| -> Result<u64> {
            let count = settings.count(name)?;
            ensure!(count <= 1_000_000_000, "`--{name} {count}` is too large");
            Ok(count)
        };
        Ok(Self {
            bound: count("bound")? as usize,
            batch: count("batch")?.max(1) as usize,
            messages: count(name)?.max(1),
            producers: 1,
            place,
        })
    }

    /// Those who send the numbers, each a share.
    pub(super) fn producers(&self) -> impl Iterator<Item = Producer> {
        let first = |producer| self.messages * producer / self.producers;
        (0..self.producers).map(move |number| Producer {
            number,
            numbers: first(number)..first(number + 1),
            place: self.place.clone(),
        })
    }

    /// How many numbers are sent.
    pub(super) fn messages(&self) -> u64 {
        self.messages
    }
}

impl Producer {
    /// The numbers to send; the calling thread goes where producers belong.
    pub(super) fn numbers(self) -> Range<u64> {
        self.place.take(self.number as usize);
        self.numbers
    }

    // ANCHOR: batches
    /// The same in batches of so many.
    pub(super) fn batches(self, size: usize) -> impl Iterator<Item = Vec<u64>> {
        let numbers = self.numbers();
        let end = numbers.end;
        let batch = move |first| (first..end.min(first + size as u64)).collect();
        numbers.step_by(size).map(batch)
    }
    // ANCHOR_END: batches
}

/// The sum of as many numbers, which the consumer has to find.
pub(super) fn sum_of(messages: u64) -> u64 {
    (0..messages).sum()
}

/// A stream, and the runtime whose tasks send and receive it.
pub(super) struct Tasks {
    /// The stream.
    pub(super) stream: Stream,
    /// The runtime.
    pub(super) runtime: Runtime,
}

impl Tasks {
    /// All tasks on one thread.
    pub(super) fn on_one_thread(settings: &Settings) -> Result<Self> {
        Self::on(Builder::new_current_thread().build()?, settings)
    }

    /// Tasks on a thread per core.
    pub(super) fn on_threads(settings: &Settings) -> Result<Self> {
        Self::on(Builder::new_multi_thread().build()?, settings)
    }

    /// All tasks on one thread, and each message a batch of numbers.
    pub(super) fn of_batches(settings: &Settings) -> Result<Self> {
        let Self { stream, runtime } = Self::on_one_thread(settings)?;
        Ok(Self { stream: stream.in_batches(), runtime })
    }

    /// Tasks on a thread per core, and a channel that holds one message, and is sent
    /// fewer.
    pub(super) fn one_by_one(settings: &Settings) -> Result<Self> {
        let mut tasks = Self::on_threads(settings)?;
        tasks.stream.bound = 1;
        tasks.stream.messages = tasks.stream.messages.div_ceil(50);
        Ok(tasks)
    }

    fn on(runtime: Runtime, settings: &Settings) -> Result<Self> {
        let stream = Stream::of_all(settings, "task-messages", Place::default())?;
        Ok(Self { stream, runtime })
    }
}
