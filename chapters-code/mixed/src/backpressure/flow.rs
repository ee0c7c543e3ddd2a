//! Messages that are quickly made and slowly taken.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use measure::Answer;
use record::Settings;

use crate::percentiles::{AGES, Latencies};

/// The messages of a strategy, and what is counted of them.
pub(super) struct Flow {
    /// How many messages the channel holds, where that is limited.
    pub(super) bound: usize,
    messages: u64,
    bytes: usize,
    checksum: u64,
    made: AtomicU64,
    taken: AtomicU64,
    most_waiting: AtomicU64,
    lost: AtomicU64,
    producing_ns: AtomicU64,
}

/// A message, and since when it waits.
pub(super) struct Message {
    made: Instant,
    bytes: Vec<u8>,
}

impl Flow {
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let (messages, kib) = (settings.count("messages")?, settings.count("kib")?);
        ensure!(
            (1..=1_000_000).contains(&messages),
            "1 to 1000000 messages are possible"
        );
        ensure!(
            (1..=100_000).contains(&kib),
            "messages of 1 to 100000 KiB are possible"
        );
        let bytes = kib as usize * 1024;
        Ok(Self {
            bound: settings.optional_count("bound")?.unwrap_or_default() as usize,
            messages,
            bytes,
            checksum: checksum(&made_of(bytes)),
            made: AtomicU64::default(),
            taken: AtomicU64::default(),
            most_waiting: AtomicU64::default(),
            lost: AtomicU64::default(),
            producing_ns: AtomicU64::default(),
        })
    }

    /// All messages; each is made when it is asked for.
    pub(super) fn messages(&self) -> impl Iterator<Item = Message> {
        let began = Instant::now();
        (0..self.messages).map(move |number| {
            let bytes = made_of(self.bytes);
            let waiting =
                self.made.fetch_add(1, Relaxed) + 1 - self.taken.load(Relaxed);
            self.most_waiting.fetch_max(waiting, Relaxed);
            if number + 1 == self.messages {
                let producing = began.elapsed().as_nanos() as u64;
                self.producing_ns.store(producing, Relaxed);
            }
            Message { made: Instant::now(), bytes }
        })
    }

    /// A message that no place was found for is lost.
    pub(super) fn lose(&self, message: Message) {
        drop(message);
        self.taken.fetch_add(1, Relaxed);
        self.lost.fetch_add(1, Relaxed);
    }

    /// Runs a strategy, which returns what its consumers took.
    pub(super) fn run(&self, take: fn(&Self) -> Consumer<'_>) -> Answer {
        let began = Instant::now();
        let consumer = take(self);
        let wall_ns = began.elapsed().as_nanos() as u64;
        let lost = self.lost.load(Relaxed);
        let answer = Answer::from(consumer.right + lost)
            .with("lost", lost)
            .with("messages", self.messages)
            .with("most_waiting", self.most_waiting.load(Relaxed))
            .with("producing_ns", self.producing_ns.load(Relaxed));
        let answer = if self.bound > 0 {
            // What waits in a full channel and in the producer's hands, over the rate.
            let waiting = self.bound as u64 + 1;
            answer.with("law_ns", waiting * wall_ns / consumer.right.max(1))
        } else {
            answer
        };
        Latencies::from(consumer.ages).with_percentiles(answer, AGES)
    }

    /// Somebody who takes messages.
    pub(super) fn consumer(&self) -> Consumer<'_> {
        Consumer { flow: self, right: 0, ages: Vec::new() }
    }
}

/// Takes messages, and looks whether they are right.
pub(super) struct Consumer<'f> {
    flow: &'f Flow,
    right: u64,
    ages: Vec<Duration>,
}

impl Consumer<'_> {
    // ANCHOR: consumer
    /// Takes a message: notes how old it is, and computes its checksum.
    pub(super) fn take(&mut self, message: &Message) {
        self.ages.push(message.made.elapsed());
        self.flow.taken.fetch_add(1, Relaxed);
        if checksum(&message.bytes) == self.flow.checksum {
            self.right += 1;
        }
    }
    // ANCHOR_END: consumer

    /// What this one took, and what another did.
    pub(super) fn and(mut self, mut other: Self) -> Self {
        self.right += other.right;
        self.ages.append(&mut other.ages);
        self
    }
}

/// So many bytes, as a fast random generator makes them: xorshift64.
fn made_of(bytes: usize) -> Vec<u8> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut made = Vec::with_capacity(bytes);
    while made.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        made.extend_from_slice(&state.to_le_bytes());
    }
    made
}

// ANCHOR: checksum
/// The 64-bit FNV-1a hash: a multiplication for each byte, after that of the one before.
fn checksum(bytes: &[u8]) -> u64 {
    let (offset, prime) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);
    bytes
        .iter()
        .fold(offset, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(prime))
}
// ANCHOR_END: checksum

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksums_of_some_texts_are_known() {
        // http://www.isthe.com/chongo/tech/comp/fnv/
        let known =
            [0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8];
        assert_eq!(["", "a", "foobar"].map(|text| checksum(text.as_bytes())), known);
    }
}
