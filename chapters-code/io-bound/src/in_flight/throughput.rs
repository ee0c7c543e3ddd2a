//! How many a second? Requests over connections that stay open, to an origin
//! that does not wait: what the client itself can do, beside a load generator.

mod bare;
mod bare_one_thread;
mod bare_thread_a_core;
mod connections;
mod load_generator;
mod one_thread;
mod thread_a_core;

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::service;
use record::Settings;

use crate::workload;

/// Requests over open connections, and nothing to wait for.
pub struct Load {
    /// The URL to fetch, again and again.
    url: String,
    /// How many bytes its body has.
    length: u64,
    /// How many connections.
    connections: u64,
    /// How many requests over each.
    each: u64,
}

impl Load {
    fn prepare(settings: &Settings) -> Result<Self> {
        let length = service::length(0);
        Ok(Self {
            url: format!("{}/bytes/{length}?wait_ns=0", service::base(settings)?),
            length,
            connections: settings.count("connections")?,
            each: settings.count("requests")?.div_ceil(settings.count("connections")?),
        })
    }

    fn requests(&self) -> u64 {
        self.connections * self.each
    }
}

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "throughput",
        baseline: "one-thread",
        strategies: vec![
            Strategy::new(
                "one-thread",
                "Async, one thread",
                "src/in_flight/throughput/one_thread.rs",
                Load::prepare,
                one_thread::fetch_all,
            ),
            Strategy::new(
                "thread-a-core",
                "Async, a thread per core",
                "src/in_flight/throughput/thread_a_core.rs",
                Load::prepare,
                thread_a_core::fetch_all,
            ),
            Strategy::new(
                "bare-one-thread",
                "Bare connections, one thread",
                "src/in_flight/throughput/bare_one_thread.rs",
                Load::prepare,
                bare_one_thread::fetch_all,
            ),
            Strategy::new(
                "bare-thread-a-core",
                "Bare, a thread per core",
                "src/in_flight/throughput/bare_thread_a_core.rs",
                Load::prepare,
                bare_thread_a_core::fetch_all,
            ),
            // It runs for a second at least, and few have it: the quick profile
            // leaves it out.
            Strategy::new(
                "wrk",
                "wrk, a load generator",
                "src/in_flight/throughput/load_generator.rs",
                Load::prepare,
                load_generator::fetch_all,
            )
            .wanted_if(|settings| {
                settings.text("wrk").is_ok_and(|wanted| wanted == Some("yes"))
            }),
        ],
        service: service::start_at_once,
        preflight: |settings, _| {
            workload::check_open_files(
                settings.count("connections")?,
                Some("--connections"),
            )?;
            Ok(measure::Preflight::default())
        },
        ..Experiment::default()
    }
}
