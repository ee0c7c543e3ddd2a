//! A fixed number of worker processes, which are asked for batches of limits.

// ANCHOR: listing
use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::{iter, thread};

use anyhow::{Context as _, Result, ensure};

use crate::sieve::primes_up_to;
use crate::workload::Workload;

/// Counts for all limits; a free worker process is asked for the next batch.
pub fn count_all(workload: &Workload) -> Result<u64> {
    // As Python's `Pool.map` divides: four batches for each worker.
    count_in_batches(workload, workload.limits.len().div_ceil(4 * workload.workers))
}

/// The same with batches of so many limits.
pub fn count_in_batches(workload: &Workload, limits_in_a_batch: usize) -> Result<u64> {
    let batches = Mutex::new(workload.limits.chunks(limits_in_a_batch));
    let take = || batches.lock().expect("no thread panicked").next();
    // A thread for each worker process, to wait for its answers.
    let drive = || -> Result<u64> {
        let mut worker = Worker::start()?;
        let primes: Result<u64> =
            iter::from_fn(&take).map(|limits| worker.ask(limits)).sum();
        worker.finish()?;
        primes
    };
    thread::scope(|scope| {
        let drivers: Vec<_> =
            (0..workload.workers).map(|_| scope.spawn(drive)).collect();
        drivers.into_iter().map(|driver| driver.join().expect("it did not panic")).sum()
    })
}

/// A worker process, and the pipes to it.
struct Worker {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    /// Sends a batch of limits as a line, and waits for the sum of their counts.
    fn ask(&mut self, limits: &[usize]) -> Result<u64> {
        let limits: Vec<String> = limits.iter().map(usize::to_string).collect();
        let line = limits.join(" ") + "\n";
        self.questions.write_all(line.as_bytes())?; // one write, one message
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer.trim().parse().context("the worker ended without an answer")
    }
    // ANCHOR_END: listing

    /// Starts this same program as a worker.
    fn start() -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["helper", WORKER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let questions = process.stdin.take().context("its input is a pipe")?;
        let answers = process.stdout.take().context("its output is a pipe")?;
        Ok(Self { process, questions, answers: BufReader::new(answers) })
    }

    /// Waits until it has ended, however it did: none is left behind.
    fn finish(mut self) -> Result<()> {
        drop(self.questions); // the end of its input is the end of its work
        let status = self.process.wait()?;
        ensure!(status.success(), "a worker ended with {status}");
        Ok(())
    }
}

/// The helper process that is a worker.
pub const WORKER: &str = "sieve-worker";

// ANCHOR: worker
/// The worker's side: a line of limits in, a number out, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    for batch in io::stdin().lines() {
        let mut primes = 0;
        for limit in batch?.split_whitespace() {
            primes += primes_up_to(limit.parse()?);
        }
        println!("{primes}");
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
