//! A pool of worker processes without an engine, as on the page about cores: whoever is
//! free is asked the next question.

// ANCHOR: listing
use std::sync::Mutex;
use std::thread;

use anyhow::Result;
use measure::join;
use measure::worker::Worker;

/// Worker processes that are started and ready.
pub struct Pool(Mutex<Vec<Worker>>);

impl Pool {
    /// Sends each question to a worker that is free, and adds up the answers.
    pub fn ask_all(
        &self,
        questions: impl Iterator<Item = String> + Send,
    ) -> Result<u64> {
        let questions = Mutex::new(questions);
        let next = || questions.lock().expect("no thread panicked").next();
        let drive = |worker: &mut Worker| -> Result<u64> {
            let mut sum = 0;
            while let Some(question) = next() {
                sum += worker.ask(&question)?;
            }
            Ok(sum)
        };
        let mut workers = self.0.lock().expect("no thread panicked");
        thread::scope(|scope| {
            let drivers =
                workers.iter_mut().map(|worker| scope.spawn(|| drive(worker)));
            let drivers: Vec<_> = drivers.collect();
            drivers.into_iter().map(join).sum()
        })
    }
}
// ANCHOR_END: listing

impl Pool {
    /// Starts a worker for each first question, and waits until it is answered. What a
    /// first answer is does not count.
    pub fn start(helper: &str, first: &[String]) -> Result<Self> {
        let ready = |question: &String| -> Result<Worker> {
            let mut worker = Worker::start(helper)?;
            worker.ask(question)?;
            Ok(worker)
        };
        Ok(Self(Mutex::new(first.iter().map(ready).collect::<Result<_>>()?)))
    }
}
