//! This process as one of several hosts, each of which somebody else started.

use std::mem;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use program::Program;

use super::configuration::Configuration;
use super::process::{keep_panics, panics};
use super::socket::{Address, Socket};
use super::workers::{self, Event};

/// Runs a program together with the other hosts, to which the sockets lead. Returns what
/// arrived here, and how long that took. At the first host that is complete, or there is
/// none.
pub fn run<P: Program>(
    program: P,
    index: usize,
    hosts: Vec<Address>,
    sockets: Vec<Option<Socket>>,
    patience: Duration,
) -> Result<(u64, Duration)> {
    keep_panics();
    let program = Arc::new(program);
    let built = Configuration::Hosts(hosts).build(index, sockets)?;
    let begun = Instant::now();
    let (tell, told) = mpsc::channel();
    let guards = workers::begin(&program, built, &tell)?;
    match told.recv_timeout(patience) {
        Ok(Event::Ended(_, Some(tally))) => {
            let took = begun.elapsed();
            drop(guards); // what this host has to say has been sent
            let (here, parts) = (tally.parts, program.parts());
            ensure!(index > 0 || here == parts, "{here} of {parts} parts arrived");
            Ok((tally.value, took))
        }
        failed => {
            mem::forget(guards); // to wait for its threads may be to wait for ever
            match failed {
                Ok(_) => bail!("there is no answer: {}", panics()),
                Err(_) => bail!("there is no answer within its deadline"),
            }
        }
    }
}
