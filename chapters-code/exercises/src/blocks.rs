//! Blocks to compute with, and what came between them.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// What has happened so far, in order.
static LOG: Mutex<Vec<Event>> = Mutex::new(Vec::new());

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Block(ThreadId),
    Beat,
}

/// Some data. To compute with one takes a moment; with all of them, long.
pub struct Block(u64);

impl Block {
    /// This many.
    pub(crate) fn some(blocks: u64) -> Vec<Self> {
        (0..blocks).map(Self).collect()
    }

    /// A number that stands for what is in it.
    pub fn hash(&self) -> u64 {
        log().push(Event::Block(thread::current().id()));
        let mut hash = self.0;
        for _ in 0..1_000 {
            // A step of xorshift (Marsaglia, 2003).
            hash ^= (hash << 13) ^ 1;
            hash ^= hash >> 7;
            hash ^= hash << 17;
        }
        hash
    }
}

/// Another task had its turn.
pub(crate) fn beat() {
    log().push(Event::Beat);
}

/// How it went.
#[derive(Debug)]
pub(crate) struct Account {
    /// The most blocks between two beats.
    pub(crate) longest: usize,
    /// The beats between the first block and the last.
    pub(crate) beats: usize,
    /// The threads on which blocks were computed with.
    pub(crate) threads: usize,
    /// All blocks that were.
    pub(crate) blocks: usize,
}

/// How it went so far.
pub(crate) fn account() -> Account {
    let log = log();
    let is_block = |event: &Event| matches!(event, Event::Block(_));
    let first = log.iter().position(is_block).unwrap_or_default();
    let last = log.iter().rposition(is_block).unwrap_or_default();
    let within = log.get(first..=last).unwrap_or_default();
    let stretches = within.split(|event| *event == Event::Beat);
    let mut threads = Vec::new();
    for event in within {
        if let Event::Block(thread) = event
            && !threads.contains(thread)
        {
            threads.push(*thread);
        }
    }
    Account {
        longest: stretches.map(<[Event]>::len).max().unwrap_or_default(),
        beats: within.iter().filter(|event| **event == Event::Beat).count(),
        threads: threads.len(),
        blocks: within.iter().filter(|event| is_block(event)).count(),
    }
}

fn log() -> MutexGuard<'static, Vec<Event>> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner)
}
