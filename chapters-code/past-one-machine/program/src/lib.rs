//! What the workers run, the same program in each.
//!
//! It is a crate of its own for what experiments depend on: within a crate, whatever leads to
//! a trait depends on all that implement it. So each experiment depends on the programs that
//! it names, and on no others. Whoever implements it imports it from here: by way of a
//! module of the chapter, that module would lead to all of them.

mod observe;

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use record::Settings;
use timely::worker::Worker;

pub use observe::Observe;

// ANCHOR: listing
/// What the workers run, the same program in each.
pub trait Program: Send + Sync + Sized + 'static {
    /// The name of the helper process that is a worker of it.
    const PEER: &'static str;

    /// Prepares what a process needs, before the clock starts.
    fn prepare(settings: &Settings) -> Result<Self>;

    /// Builds this worker's part of the dataflow. What arrives at worker 0 is added
    /// to the tally.
    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>);

    /// How many parts an answer has that is complete.
    fn parts(&self) -> u64;
}

/// What arrived: its sum, and of how many parts it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The sum.
    pub value: u64,
    /// The parts in it.
    pub parts: u64,
}
// ANCHOR_END: listing

impl Tally {
    /// Adds a part, or several that were added up elsewhere.
    pub fn add(tally: &Cell<Self>, value: u64, parts: u64) {
        let old = tally.get();
        tally.set(Self {
            value: old.value.wrapping_add(value),
            parts: old.parts + parts,
        });
    }
}
