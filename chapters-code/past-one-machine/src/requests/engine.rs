//! Each worker its URLs. An operator that waits keeps its whole worker waiting, so it
//! waits for all that it has at once.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use program::{Observe as _, Program, Tally};
use record::Settings;
use timely::dataflow::channels::pact::Pipeline;
use timely::dataflow::operators::generic::Operator as _;
use timely::dataflow::operators::{Exchange as _, ToStream as _};
use timely::worker::Worker;

use super::{joined, sequential, urls};

/// The requests.
pub struct Requests {
    urls: Vec<String>,
    each: bool,
}

// ANCHOR: listing
impl Program for Requests {
    const PEER: &'static str = "requests-peer";

    fn prepare(settings: &Settings) -> Result<Self> {
        let each = settings.optional_count("each")?.is_some();
        Ok(Self { urls: urls(settings)?, each })
    }

    fn install(self: &Arc<Self>, worker: &mut Worker, tally: &Rc<Cell<Tally>>) {
        let tally = Rc::clone(tally);
        let mine = self.urls.iter().skip(worker.index()).step_by(worker.peers());
        let mine: Vec<String> = mine.cloned().collect();
        let fetch_all =
            if self.each { sequential::fetch_all } else { joined::fetch_all };
        worker.dataflow::<u64, _, _>(|scope| {
            let urls = mine.to_stream(scope).container::<Vec<_>>();
            let lengths = urls.unary(Pipeline, "fetch", move |_, _| {
                move |input, output| {
                    input.for_each(|capability, batch| {
                        // An error here ends the worker, and so the whole program.
                        let bytes = fetch_all(batch).expect("all are fetched");
                        let fetched = (bytes, batch.len() as u64);
                        output.session(&capability).give(fetched);
                    });
                }
            });
            lengths
                .container::<Vec<_>>()
                .exchange(|_| 0)
                .observe(move |(bytes, urls)| Tally::add(&tally, *bytes, *urls));
        });
    }

    fn parts(&self) -> u64 {
        self.urls.len() as u64
    }
}
// ANCHOR_END: listing
