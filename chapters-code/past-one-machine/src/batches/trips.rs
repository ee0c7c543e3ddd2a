//! One number goes back and forth between two workers until it is 0.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use measure::Answer;
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::worker::Worker;

use super::with_each;
use crate::cluster::Cluster;

/// So many trips there and back.
pub struct Trips(u64);

// ANCHOR: listing
use timely::dataflow::operators::vec::{Filter as _, Map as _};
use timely::dataflow::operators::{
    Concat as _, ConnectLoop as _, Exchange as _, Feedback as _, ToStream as _,
};

impl Program for Trips {
    const PEER: &'static str = "trips-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self(settings.count("trips")?))
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let (trips, tally) = (self.0, Rc::clone(tally));
        let begins = worker.index() == 0;
        worker.dataflow::<u64, _, _>(|scope| {
            let (back, returned) = scope.feedback::<Vec<u64>>(1);
            let first = begins.then_some(2 * trips).to_stream(scope);
            let left = first.container::<Vec<_>>().concat(returned);
            left.exchange(|left| left % 2) // an even number to worker 0, an odd one to 1
                .observe(move |&left| {
                    if left == 0 {
                        Tally::add(&tally, trips, 1);
                    }
                })
                .filter(|&left| left > 0)
                .map(|left| left - 1)
                .connect_loop(back);
        });
    }

    fn parts(&self) -> u64 {
        1
    }
}
// ANCHOR_END: listing

/// Runs it, and says what each trip took.
pub(super) fn timed(cluster: &Cluster<Trips>) -> Result<Answer> {
    let begun = Instant::now();
    let answer = cluster.run()?;
    let trips = answer.value;
    Ok(with_each(answer, begun.elapsed(), trips))
}
