//! Each worker its pages. Where a word is counted, its hash decides.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::worker::Worker;

use super::text::Pages;
use super::{counts_first, sequential};

/// The words of the pages.
pub struct Words {
    pages: Pages,
    first: bool,
}

use timely::dataflow::StreamVec;
use timely::dataflow::channels::pact::Exchange as ByHash;
use timely::dataflow::channels::pact::ParallelizationContract;
use timely::dataflow::operators::generic::Operator as _;
use timely::dataflow::operators::vec::Map as _;
use timely::dataflow::operators::{Exchange as _, ToStream as _};

// ANCHOR: count
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

type Counts<'scope> = StreamVec<'scope, u64, (String, u64)>;

/// Adds up the counts of each word that come to this worker, and passes the sums on when
/// no more can come. Which come to it is the pact's matter.
fn added_up(
    counts: Counts<'_>,
    pact: impl ParallelizationContract<u64, Vec<(String, u64)>>,
) -> Counts<'_> {
    counts.unary_frontier(pact, "added up", |capability, _| {
        let (mut sums, mut capability) = (HashMap::new(), Some(capability));
        move |(input, frontier), output| {
            input.for_each(|_, counts| {
                for (word, count) in counts.drain(..) {
                    *sums.entry(word).or_default() += count;
                }
            });
            if frontier.is_empty()
                && let Some(capability) = capability.take()
            {
                output.session(&capability).give_iterator(sums.drain());
            }
        }
    })
}

/// A hash on which all processes agree: that of a `HashMap` differs in each.
fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}
// ANCHOR_END: count

// ANCHOR: listing
impl Program for Words {
    const PEER: &'static str = "words-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self { pages: Pages::prepare(settings)?, first: counts_first(settings)? })
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let (program, tally) = (Arc::clone(self), Rc::clone(tally));
        let (index, peers, first) = (worker.index(), worker.peers(), self.first);
        worker.dataflow::<u64, _, _>(|scope| {
            let share = Some((index, peers)).to_stream(scope).container::<Vec<_>>();
            let counts = share.flat_map(move |(index, peers)| {
                let mine = program.pages.texts.iter().skip(index).step_by(peers);
                if first { counts(mine) } else { ones(mine) }
            });
            added_up(counts, ByHash::new(|(word, _): &(String, u64)| hash(word)))
                .map(|(_, count)| (count * count, count))
                .exchange(|_| 0)
                .observe(move |(square, count)| Tally::add(&tally, *square, *count));
        });
    }

    fn parts(&self) -> u64 {
        self.pages.words
    }
}
// ANCHOR_END: listing

// ANCHOR: first
/// A one for each word. What is sent has to own its words.
fn ones<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<(String, u64)> {
    let words = texts.flat_map(|text| text.split_ascii_whitespace());
    words.map(|word| (word.to_owned(), 1)).collect()
}

/// A count for each different word.
fn counts<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<(String, u64)> {
    let counts = sequential::counts(texts);
    counts.into_iter().map(|(word, count)| (word.to_owned(), count)).collect()
}
// ANCHOR_END: first
