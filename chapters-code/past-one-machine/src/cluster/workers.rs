//! The workers of this process, begun, and what is told of them and of others.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use anyhow::Result;
use program::{Program, Tally};
use timely::WorkerConfig;
use timely::communication::WorkerGuards;
use timely::execute::execute_from;

use super::configuration::Built;

/// What can happen while a program runs.
#[derive(Debug)]
pub enum Event {
    /// A worker of this process has come to its end; `None` if it panicked.
    Ended(usize, Option<Tally>),
    /// Another process said a line.
    Said(usize, String),
    /// Another process is gone.
    Gone(usize),
}

// ANCHOR: begin
/// Starts the workers of this process. Each tells when it has come to its end.
pub fn begin<P: Program>(
    program: &Arc<P>,
    (workers, guard): Built,
    tell: &Sender<Event>,
) -> Result<WorkerGuards<()>> {
    let (program, tell) = (Arc::clone(program), tell.clone());
    let begun = execute_from(workers, guard, WorkerConfig::default(), move |worker| {
        let mut end = End { worker: worker.index(), tally: None, tell: tell.clone() };
        let tally = Rc::new(Cell::new(Tally::default()));
        program.install(worker, &tally);
        while worker.has_dataflows() {
            worker.step_or_park(None);
        }
        end.tally = Some(tally.get());
    });
    begun.map_err(anyhow::Error::msg)
}
// ANCHOR_END: begin

// ANCHOR: end
/// Tells of a worker's end, also where that is a panic.
struct End {
    worker: usize,
    tally: Option<Tally>,
    tell: Sender<Event>,
}

impl Drop for End {
    fn drop(&mut self) {
        let _ = self.tell.send(Event::Ended(self.worker, self.tally));
    }
}
// ANCHOR_END: end
