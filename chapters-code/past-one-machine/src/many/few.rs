//! The whole task in a loop, on one worker and on two: what a rehearsal is to foretell.

use anyhow::{Result, ensure};
use measure::Answer;
use program::Program;
use record::Settings;

use super::prepared;
use super::rehearsal::timed;
use crate::cluster::Cluster;
use crate::segments;
use crate::segments::engine::Primes;
use crate::words::engine::Words;
use crate::words::sequential;
use crate::words::text::Pages;

/// The same task three times.
pub struct Few<P> {
    in_a_loop: Box<dyn Fn() -> u64>,
    alone: Cluster<P>,
    two: Cluster<P>,
}

impl<P: Program> Few<P> {
    fn prepare(settings: &Settings, in_a_loop: Box<dyn Fn() -> u64>) -> Result<Self> {
        let alone = prepared(settings, "thread", 1, &[])?;
        Ok(Self { in_a_loop, alone, two: prepared(settings, "tcp", 2, &[])? })
    }
}

/// Segments.
pub fn pieces(settings: &Settings) -> Result<Few<Primes>> {
    let sieve = segments::sieve(settings)?;
    let all = move || (0..sieve.segments()).map(|segment| sieve.count(segment)).sum();
    Few::prepare(settings, Box::new(all))
}

/// Words, each sent or counted first.
pub fn words(settings: &Settings) -> Result<Few<Words>> {
    let pages = Pages::prepare(settings)?;
    Few::prepare(settings, Box::new(move || sequential::count(&pages)))
}

// ANCHOR: listing
/// Measures the whole task.
pub fn measured<P: Program>(few: &Few<P>) -> Result<Answer> {
    let (answer, in_a_loop) = timed(|| Ok((few.in_a_loop)()))?;
    let (on_one, at_1) = timed(|| few.alone.run())?;
    let (on_two, at_2) = timed(|| few.two.run())?;
    ensure!([on_one.value, on_two.value] == [answer; 2], "they do not agree");
    Ok(Answer::from(answer)
        .with("loop_ns", in_a_loop as u64)
        .with("at_1_ns", at_1 as u64)
        .with("at_2_ns", at_2 as u64))
}

/// Measures it on two hosts.
pub fn on_hosts<P: Program>(hosts: &Cluster<P>) -> Result<Answer> {
    let (answer, at_2) = timed(|| hosts.run())?;
    Ok(Answer::from(answer.value).with("at_2_ns", at_2 as u64))
}
// ANCHOR_END: listing
