//! The program run to its end, or to the sentence that says why not.

use std::collections::BTreeSet;
use std::mem;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use measure::Answer;
use measure::counters::Counters;
use program::{Program, Tally};
use record::Settings;
use timely::communication::WorkerGuards;

use super::configuration::{Built, Configuration};
use super::peers::{DONE, Peers};
use super::process::{keep_panics, panics};
use super::workers::{Event, begin};

/// After something failed, how long to listen for why.
const WHY: Duration = Duration::from_millis(20);

/// A program that is ready to run, once: all processes started and connected.
pub struct Cluster<P> {
    program: Arc<P>,
    workers_here: usize,
    patience: Option<Duration>,
    tell: Sender<Event>,
    told: Receiver<Event>,
    peers: Mutex<Peers>,
    built: Mutex<Option<Built>>,
    guards: Mutex<Option<WorkerGuards<()>>>,
}

impl<P: Program> Cluster<P> {
    /// Starts and connects what the settings of a row ask for.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        keep_panics();
        let configuration = Configuration::of(settings)?;
        let program = Arc::new(P::prepare(settings)?);
        let (tell, told) = mpsc::channel();
        let (peers, built) = Peers::start::<P>(&configuration, settings, &tell, &told)?;
        let patience = settings.get("patience").map(|_| settings.duration("patience"));
        Ok(Self {
            program,
            workers_here: configuration.workers() - (configuration.processes() - 1),
            patience: patience.transpose()?,
            tell,
            told,
            peers: Mutex::new(peers),
            built: Mutex::new(Some(built)),
            guards: Mutex::new(None),
        })
    }

    /// Runs it, once. The answer is complete, or there is none.
    pub fn run(&self) -> Result<Answer> {
        let before = Counters::now()?;
        let built = self.built.lock().expect("no panic").take();
        let mut peers = self.peers.lock().expect("no panic");
        peers.tell_all("go")?;
        let guards = begin(&self.program, built.context("it has run")?, &self.tell)?;
        match self.outcome(&mut peers) {
            Ok((tally, elsewhere)) => {
                *self.guards.lock().expect("no panic") = Some(guards);
                let used = Counters::now()?.since(before);
                let all = used.user_ns + used.system_ns + elsewhere;
                Ok(Answer::from(tally.value).with("all_cpu_ns", all))
            }
            Err(why) => {
                // To wait for its threads may be to wait for ever.
                mem::forget(guards);
                peers.kill();
                Err(why)
            }
        }
    }

    /// Runs it as timely's own examples do: wait for the workers, and for nothing else.
    pub fn join(&self) -> Result<()> {
        let built = self.built.lock().expect("no panic").take();
        let guards = begin(&self.program, built.context("it has run")?, &self.tell)?;
        guards.join().into_iter().collect::<Result<(), _>>().map_err(anyhow::Error::msg)
    }

    /// Waits until all have come to their end. Returns what arrived, and the CPU time
    /// of the other processes.
    fn outcome(&self, peers: &mut Peers) -> Result<(Tally, u64)> {
        let deadline = self.patience.map(|patience| Instant::now() + patience);
        let (mut here, others) = (self.workers_here, peers.ids().len());
        let (mut total, mut done, mut used) = (Tally::default(), BTreeSet::new(), 0);
        while here > 0 || done.len() < others {
            match self.next(deadline)? {
                Event::Ended(_, Some(tally)) => {
                    here -= 1;
                    total.value = total.value.wrapping_add(tally.value);
                    total.parts += tally.parts;
                }
                Event::Said(peer, line) if line.starts_with(DONE) => {
                    done.insert(peer);
                    used += line[DONE.len()..].parse::<u64>()?;
                }
                Event::Gone(peer) if done.contains(&peer) => {}
                failed => bail!("{}", self.why(&failed, peers)),
            }
        }
        let parts = self.program.parts();
        ensure!(total.parts == parts, "{} of {parts} parts arrived", total.parts);
        Ok((total, used))
    }

    fn next(&self, deadline: Option<Instant>) -> Result<Event> {
        let Some(deadline) = deadline else { return Ok(self.told.recv()?) };
        let left = deadline.saturating_duration_since(Instant::now());
        match self.told.recv_timeout(left) {
            Ok(event) => Ok(event),
            Err(RecvTimeoutError::Timeout) => bail!("no answer within its deadline"),
            Err(RecvTimeoutError::Disconnected) => bail!("nobody is left"),
        }
    }

    /// What happened, as one sentence: one failure has many consequences, and which is
    /// seen first is chance.
    fn why(&self, failed: &Event, peers: &mut Peers) -> String {
        let mut why = Vec::new();
        let mut note = |event: &Event| match event {
            Event::Gone(peer) => why.push(peers.end_of(*peer)),
            Event::Said(peer, line) => why.push(format!("process {peer} {line}")),
            Event::Ended(worker, None) => why.push(format!("worker {worker} panicked")),
            Event::Ended(..) => {}
        };
        note(failed);
        while let Ok(event) = self.told.recv_timeout(WHY) {
            note(&event);
        }
        why.sort_unstable();
        let said = panics();
        if !said.is_empty() {
            why.push(said);
        }
        why.join("; ")
    }
}

impl<P> Drop for Cluster<P> {
    fn drop(&mut self) {
        // What was never run has threads that would be waited for, and panic.
        mem::forget(self.built.lock().ok().and_then(|mut built| built.take()));
        let guards = self.guards.lock().ok().and_then(|mut guards| guards.take());
        if let Some(guards) = guards {
            drop(guards);
            if let Ok(mut peers) = self.peers.lock() {
                peers.finish();
            }
        }
    }
}
