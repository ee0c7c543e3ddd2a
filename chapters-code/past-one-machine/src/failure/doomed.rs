//! A program one of whose workers meets its fate in the middle of its work.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, raise};
use record::Settings;
use timely::dataflow::operators::vec::Map as _;
use timely::dataflow::operators::{Exchange as _, Inspect as _, ToStream as _};
use timely::worker::Worker;

use crate::cluster::{Cluster, Program, Tally, peers};
use crate::sieve::Sieve;

/// How the program ends, as the one line that it prints.
pub(super) const ANSWERED: &str = "answered ";

/// A program that counts primes until it fails.
pub struct Doomed {
    sieve: Sieve,
    fate: Fate,
    /// The worker whose it is.
    of: usize,
}

// ANCHOR: listing
/// What happens to a worker in the middle of its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    None,
    /// Its process ends at once, as at `kill -9` or where memory runs out.
    Killed,
    /// Its process stops and keeps its connections, as a machine does that hangs.
    Stopped,
    /// It panics.
    Panics,
}

impl Fate {
    fn meet(self) {
        match self {
            Self::None => {}
            Self::Killed => raise(Signal::SIGKILL).expect("a signal to itself"),
            Self::Stopped => raise(Signal::SIGSTOP).expect("a signal to itself"),
            Self::Panics => panic!("a bug in a worker"),
        }
    }
}
// ANCHOR_END: listing

/// The fate of a row, and the worker whose it is.
fn fate(settings: &Settings) -> Result<(Fate, usize)> {
    Ok(match settings.text("fate")? {
        Some("none") => (Fate::None, 1),
        Some("killed") => (Fate::Killed, 2),
        Some("stopped") => (Fate::Stopped, 2),
        Some("panics" | "joined") => (Fate::Panics, 1),
        Some("first-killed") => (Fate::Killed, 0),
        other => bail!("`fate` is {other:?}"),
    })
}

impl Program for Doomed {
    const PEER: &'static str = "failing-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        let (fate, of) = fate(settings)?;
        Ok(Self { sieve: Sieve::new(settings.count("limit")?), fate, of })
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let (primes, tally) = (Arc::clone(self), Rc::clone(tally));
        let (index, peers) = (worker.index(), worker.peers());
        let (segments, fate, is_doomed) =
            (self.sieve.segments(), self.fate, index == self.of);
        let middle = (index + peers) as u64; // its second
        worker.dataflow::<u64, _, _>(|scope| {
            let mine = (0..segments).skip(index).step_by(peers);
            mine.to_stream(scope)
                .container::<Vec<_>>()
                .map(move |segment| {
                    if is_doomed && segment == middle {
                        fate.meet();
                    }
                    primes.sieve.count(segment)
                })
                .exchange(|_| 0)
                .inspect(move |&count| Tally::add(&tally, count, 1));
        });
    }

    fn parts(&self) -> u64 {
        self.sieve.segments()
    }
}

/// The program that is watched: it prints its answer, or ends with a sentence.
pub fn run(_arguments: &[String]) -> Result<()> {
    peers::die_with_the_parent();
    let settings: Settings = serde_json::from_reader(io::stdin())?;
    let cluster = Cluster::<Doomed>::prepare(&settings)?;
    if settings.text("fate")? == Some("joined") {
        return cluster.join();
    }
    let answer = cluster.run().context("there is no answer")?;
    println!("{ANSWERED}{}", answer.value);
    Ok(())
}
