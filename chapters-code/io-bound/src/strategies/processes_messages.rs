//! A fixed number of worker processes that are asked for one URL at a time.

// ANCHOR: listing
use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context as _, Result, ensure};
use reqwest::blocking::Client;

use crate::fetch;
use crate::workload::Workload;

/// Fetches every URL; a free worker process is asked for the next one.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let queue = Mutex::new(workload.urls.iter());
    let take = || queue.lock().expect("no thread panicked").next();
    let drive = || -> Result<u64> {
        let mut worker = Worker::start()?;
        let mut bytes = 0;
        while let Some(url) = take() {
            bytes += worker.ask(url)?;
        }
        worker.finish()?;
        Ok(bytes)
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
    /// Sends one URL, and waits for the length of its body.
    fn ask(&mut self, url: &str) -> Result<u64> {
        writeln!(self.questions, "{url}")?;
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
pub const WORKER: &str = "fetch-worker-messages";

// ANCHOR: worker
/// The worker's side: a URL in, a number out, until there are no more.
pub fn worker(_arguments: &[String]) -> Result<()> {
    let client = Client::new();
    for url in io::stdin().lines() {
        println!("{}", fetch::blocking(&client, &url?)?);
    }
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
