//! Worker 0 deals the limits out in batches; each worker counts what it gets.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::dataflow::channels::pact::DistributorPact;
use timely::dataflow::operators::Exchange as _;
use timely::dataflow::operators::generic::Operator as _;
use timely::dataflow::operators::generic::operator::source;
use timely::worker::Worker;

use super::deal::Deal;
use super::limits;
use super::sequential::count;

/// The limits, and how many are in a message.
pub struct Limits {
    limits: Vec<u64>,
    batch: usize,
}

// ANCHOR: listing
impl Program for Limits {
    const PEER: &'static str = "batches-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        let batch = settings.count("batch")? as usize;
        Ok(Self { limits: limits(settings)?, batch })
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let (program, tally) = (Arc::clone(self), Rc::clone(tally));
        let deals = worker.index() == 0;
        worker.dataflow::<u64, _, _>(|scope| {
            let batches = source(scope, "batches", |capability, _| {
                let mut capability = Some(capability);
                move |output| {
                    let Some(capability) = capability.take() else { return };
                    let all = if deals { &program.limits[..] } else { &[] };
                    for batch in all.chunks(program.batch) {
                        output.session(&capability).give_container(&mut batch.to_vec());
                    }
                }
            });
            let pact = DistributorPact(|_| Deal::default());
            let counts = batches.unary(pact, "count", |_, _| {
                |input, output| {
                    input.for_each(|capability, batch| {
                        let counted = (count(batch), batch.len() as u64);
                        output.session(&capability).give(counted);
                    });
                }
            });
            counts
                .container::<Vec<_>>()
                .exchange(|_| 0)
                .observe(move |(primes, limits)| Tally::add(&tally, *primes, *limits));
        });
    }

    fn parts(&self) -> u64 {
        self.limits.len() as u64
    }
}
// ANCHOR_END: listing
