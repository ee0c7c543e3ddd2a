//! What the parts of a task cost, tried on few workers with a part of the work.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context as _, Result};
use measure::Answer;
use record::Settings;

use super::simulate::{Costs, Task, simulate};
use super::{HOSTS, prepared};
use crate::batches::trips::Trips;
use crate::cluster::Cluster;
use crate::segments;
use crate::segments::engine::Primes;
use crate::sieve::Sieve;
use crate::words::engine::Words;
use crate::words::text::Pages;

/// Which part of the pieces is tried.
const PART: usize = 4;

/// How many processes agree with each other in the smaller and in the larger trial.
const FEW: [u64; 2] = [2, 5];

/// What is tried: everything is started and connected.
pub struct Rehearsal {
    sample: Sample,
    trips: Cluster<Trips>,
    with_nothing_to_do: [Cluster<Primes>; 2],
}

/// A part of the work.
enum Sample {
    Pieces(Sieve),
    Words { pages: Pages, first: bool, clusters: Box<[Cluster<Words>; 2]> },
}

impl Rehearsal {
    /// Starts all that is tried.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let nothing = |workers| prepared(settings, "tcp", workers, &[("limit", 1_000)]);
        let sample = match settings.text("task")? {
            Some("of pieces") => Sample::Pieces(segments::sieve(settings)?),
            task => {
                let part = [("pages", settings.count("pages")?.div_ceil(PART as u64))];
                Sample::Words {
                    pages: Pages::prepare(settings)?,
                    first: task == Some("of counts"),
                    clusters: Box::new([
                        prepared(settings, "thread", 1, &part)?,
                        prepared(settings, "tcp", 2, &part)?,
                    ]),
                }
            }
        };
        Ok(Self {
            sample,
            trips: prepared(settings, "tcp", 2, &[])?,
            with_nothing_to_do: [nothing(FEW[0])?, nothing(FEW[1])?],
        })
    }
}

/// Measures what each part costs, and computes from that how long many hosts take.
pub fn computed(rehearsal: &Rehearsal) -> Result<Answer> {
    let (costs, task) = rehearsal.measured()?;
    let whole = |value: f64| value.round() as u64;
    let mean = costs.pieces.iter().sum::<f64>() / costs.pieces.len() as f64;
    let mut answer = Answer::from(HOSTS.len() as u64)
        .with("piece_ns", whole(mean))
        .with("pass_ns", whole(costs.pass))
        .with("send_ns", whole(costs.send))
        .with("peer_ns", whole(costs.peer))
        .with("trip_ns", whole(costs.trip));
    for (hosts, name) in HOSTS {
        answer = answer.with(name, whole(simulate(&costs, &task, hosts)));
    }
    Ok(answer)
}

impl Rehearsal {
    fn measured(&self) -> Result<(Costs, Task)> {
        let (mut costs, task) = match &self.sample {
            Sample::Pieces(sieve) => pieces(sieve),
            Sample::Words { pages, first, clusters } => {
                let [alone, two] = &**clusters;
                words(pages, *first, alone, two)?
            }
        };
        let (trips, took) = timed(|| self.trips.run())?;
        costs.trip = took / trips.value as f64;
        let [few, more] = &self.with_nothing_to_do;
        let each =
            [cpu(&few.run()?)? / FEW[0] as f64, cpu(&more.run()?)? / FEW[1] as f64];
        costs.peer = ((each[1] - each[0]) / (FEW[1] - FEW[0]) as f64).max(0.0);
        Ok((costs, task))
    }
}

/// Segments, of which nothing is passed on but a number each.
fn pieces(sieve: &Sieve) -> (Costs, Task) {
    let tried = (0..sieve.segments()).step_by(PART);
    let pieces = tried.map(|segment| {
        let clock = Instant::now();
        black_box(sieve.count(segment));
        clock.elapsed().as_nanos() as f64
    });
    let costs = Costs { pieces: pieces.collect(), ..Costs::default() };
    let records = Box::new(|_| 0.0);
    (costs, Task { pieces: sieve.segments(), records, gathered: 0.0 })
}

/// Pages, of which each word is passed on, or each that differs from those before.
fn words(
    pages: &Pages,
    first: bool,
    alone: &Cluster<Words>,
    two: &Cluster<Words>,
) -> Result<(Costs, Task)> {
    let (mut counts, mut times, mut different) = (HashMap::new(), Vec::new(), vec![0]);
    for text in &pages.texts {
        let clock = Instant::now();
        for word in text.split_ascii_whitespace() {
            *counts.entry(word).or_insert(0_u64) += 1;
        }
        times.push(clock.elapsed().as_nanos() as f64);
        different.push(counts.len());
    }
    let tried = pages.texts.len().div_ceil(PART);
    times.truncate(tried);
    let each = pages.words / pages.texts.len() as u64;
    let passed = (each * tried as u64) as f64;
    let (one, took) = timed(|| alone.run())?;
    let costs = Costs {
        pass: ((took - times.iter().sum::<f64>()) / passed).max(0.0),
        // Of two workers, each sends half of what it has.
        send: ((cpu(&two.run()?)? - cpu(&one)?) / (passed / 2.0)).max(0.0),
        pieces: times,
        ..Costs::default()
    };
    let gathered = counts.len() as f64;
    let records: Box<dyn Fn(u64) -> f64> = if first {
        Box::new(move |pages| different[pages as usize] as f64)
    } else {
        Box::new(move |pages| (each * pages) as f64)
    };
    Ok((costs, Task { pieces: pages.texts.len() as u64, records, gathered }))
}

/// What a run comes to, and how long it takes, in nanoseconds.
pub(super) fn timed<T>(run: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let clock = Instant::now();
    let result = run()?;
    Ok((result, clock.elapsed().as_nanos() as f64))
}

/// The CPU time of all processes of a run, in nanoseconds.
fn cpu(answer: &Answer) -> Result<f64> {
    let own = answer.own.get("all_cpu_ns").context("a run says what it used")?;
    Ok(*own as f64)
}
