//! Worker processes that are sent a chunk at a time.

// ANCHOR: listing
use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context as _, Result, ensure};

use super::chunked::Chunked;
use crate::sieve::primes_up_to;

/// Counts up to every limit; a free worker process is sent the next chunk.
pub(super) fn count_all(work: &Chunked) -> Result<u64> {
    let chunks = Mutex::new(work.limits.chunks(work.chunk));
    let take = || chunks.lock().expect("no thread panicked").next();
    let drive = || -> Result<u64> {
        let mut worker = Worker::start()?;
        let mut found = 0;
        while let Some(chunk) = take() {
            found += worker.ask(chunk)?;
        }
        worker.finish()?;
        Ok(found)
    };
    thread::scope(|scope| {
        let drivers: Vec<_> = (0..work.workers).map(|_| scope.spawn(drive)).collect();
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
    /// Sends a chunk as one line, and waits for one with the count.
    fn ask(&mut self, chunk: &[usize]) -> Result<u64> {
        let limits: Vec<String> = chunk.iter().map(usize::to_string).collect();
        // One write: each is a system call, and may wake the worker.
        self.questions.write_all((limits.join(" ") + "\n").as_bytes())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer.trim().parse().context("the worker ended without an answer")
    }
    // ANCHOR_END: listing

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

    fn finish(mut self) -> Result<()> {
        drop(self.questions); // the end of its input is the end of its work
        let status = self.process.wait()?;
        ensure!(status.success(), "a worker ended with {status}");
        Ok(())
    }
}

/// The helper process that is a worker.
pub const WORKER: &str = "count-worker-chunks";

// ANCHOR: worker
/// The worker's side: limits in, a count out, a line each, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    for chunk in io::stdin().lines() {
        let mut found = 0;
        for limit in chunk?.split_whitespace() {
            found += primes_up_to(limit.parse()?);
        }
        println!("{found}");
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
