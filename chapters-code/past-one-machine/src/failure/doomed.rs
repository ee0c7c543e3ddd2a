//! A program one of whose workers meets its fate in the middle of its work.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, raise};
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::dataflow::operators::vec::Map as _;
use timely::dataflow::operators::{Exchange as _, ToStream as _};
use timely::worker::Worker;

use super::parts::{self, Part};
use super::protocol;
use crate::cluster::Cluster;
use crate::cluster::process::die_with_the_parent;
use crate::sieve::Sieve;

/// A program that counts primes until it fails.
pub struct Doomed {
    sieve: Sieve,
    fate: Fate,
    /// The worker whose it is; `None` where it is that of all.
    of: Option<usize>,
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
    /// Its machine loses the network. It does not notice.
    Cut,
}

impl Fate {
    fn meet(self) {
        match self {
            Self::None => {}
            Self::Killed => raise(Signal::SIGKILL).expect("a signal to itself"),
            Self::Stopped => raise(Signal::SIGSTOP).expect("a signal to itself"),
            Self::Panics => panic!("a bug in a worker"),
            Self::Cut => have_the_link_cut().expect("whoever started it does that"),
        }
    }
}
// ANCHOR_END: listing

/// What a worker says that wants its link to be cut.
pub(super) const CUT: &str = "cut";

fn have_the_link_cut() -> io::Result<()> {
    println!("{CUT}");
    io::stdin().read_line(&mut String::new())?; // it is
    Ok(())
}

/// The fate of a row, and the worker whose it is.
fn fate(settings: &Settings) -> Result<(Fate, Option<usize>)> {
    Ok(match settings.text("fate")? {
        Some("none" | protocol::DISK_FULL | protocol::DISK_FULL_UNCHECKED) => {
            (Fate::None, None)
        }
        Some("killed") => (Fate::Killed, Some(2)),
        Some("stopped") => (Fate::Stopped, Some(2)),
        Some("panics" | "joined") => (Fate::Panics, Some(1)),
        Some("first-killed") => (Fate::Killed, Some(0)),
        Some(protocol::LINK_CUT) => (Fate::Cut, None),
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
        let (segments, fate) = (self.sieve.segments(), self.fate);
        let is_doomed = self.of.is_none_or(|of| of == index);
        let middle = (index + peers) as u64; // its second
        worker.dataflow::<u64, _, _>(|scope| {
            let mine = (0..segments).skip(index).step_by(peers);
            mine.to_stream(scope)
                .container::<Vec<_>>()
                .map(move |segment| {
                    if is_doomed && segment == middle {
                        fate.meet();
                    }
                    (segment, primes.sieve.count(segment))
                })
                .exchange(|_| 0)
                .observe(move |&(segment, primes)| {
                    Tally::add(&tally, primes, 1);
                    parts::arrived(Part { segment, primes });
                });
        });
    }

    fn parts(&self) -> u64 {
        self.sieve.segments()
    }
}

/// The program that is watched: it prints its answer, or ends with a sentence.
pub fn run(_arguments: &[String]) -> Result<()> {
    die_with_the_parent();
    let settings = protocol::hear()?;
    protocol::begin()?;
    let cluster = Cluster::<Doomed>::prepare(&settings)?;
    if settings.text("fate")? == Some("joined") {
        return cluster.join();
    }
    let answer = cluster.run().context("there is no answer")?;
    protocol::answer(answer.value);
    Ok(())
}

/// The same, with its answer in a file, in parts. Whoever wants to know it reads that.
pub fn run_into(file: &Path, settings: &Settings) -> Result<()> {
    let cluster = Cluster::<Doomed>::prepare(settings)?;
    cluster.run().context("there is no answer")?;
    let parts = parts::all();
    let written = match settings.text("fate")? {
        Some(protocol::DISK_FULL_UNCHECKED) => parts::save_unchecked(&parts, file),
        _ => parts::save(&parts, file),
    };
    written.context("its parts cannot be written")?;
    protocol::answer(parts::read(file)?);
    Ok(())
}
