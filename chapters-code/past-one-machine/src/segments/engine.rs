//! Each worker its segments, by their number; the counts go to worker 0.

use std::cell::Cell;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::worker::Worker;

use super::sieve;
use crate::sieve::Sieve;

/// The primes below a limit.
pub struct Primes {
    sieve: Sieve,
    straggler: bool,
}

// ANCHOR: listing
use timely::dataflow::operators::vec::Map as _;
use timely::dataflow::operators::{Exchange as _, ToStream as _};

impl Program for Primes {
    const PEER: &'static str = "segments-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        let straggler = settings.optional_count("straggler")?.is_some();
        Ok(Self { sieve: sieve(settings)?, straggler })
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let (primes, tally) = (Arc::clone(self), Rc::clone(tally));
        let (index, peers) = (worker.index(), worker.peers());
        let is_slow = self.straggler && index == 1;
        worker.dataflow::<u64, _, _>(|scope| {
            let segments = 0..self.sieve.segments();
            let mine = segments.skip(index).step_by(peers);
            mine.to_stream(scope)
                .container::<Vec<_>>()
                .map(move |segment| count_at_pace(&primes.sieve, segment, is_slow))
                .exchange(|_| 0)
                .observe(move |&count| Tally::add(&tally, count, 1));
        });
    }

    fn parts(&self) -> u64 {
        self.sieve.segments()
    }
}
// ANCHOR_END: listing

// ANCHOR: pace
/// Counts a segment's primes; who is slow does it twice.
pub(super) fn count_at_pace(sieve: &Sieve, segment: u64, is_slow: bool) -> u64 {
    if is_slow {
        black_box(sieve.count(segment));
    }
    sieve.count(segment)
}
// ANCHOR_END: pace
