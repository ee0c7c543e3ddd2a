//! The worker processes that a strategy may start.
//!
//! Some are started with all that they need and answer with one number:
//! [`start`], [`start_with_lines`] and [`number`]. A [`Worker`] is asked a line at
//! a time, and answers each with a line.
//!
//! The operating system adds a worker's CPU time and switches to its parent's,
//! but not its memory. So every worker leaves a line with its peak in a file
//! that the harness names in an environment variable.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::counters;

// ANCHOR: once
/// Starts this same program as the helper of this name, with an argument. It is
/// to print one number.
pub fn start(helper: &str, argument: &str) -> Result<Child> {
    Ok(Command::new(env::current_exe()?)
        .args(["helper", helper, argument])
        .stdout(Stdio::piped())
        .spawn()?)
}

/// The same with lines on its standard input.
pub fn start_with_lines(helper: &str, lines: &[String]) -> Result<Child> {
    let mut worker = Command::new(env::current_exe()?)
        .args(["helper", helper])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = worker.stdin.take().context("its input is a pipe")?;
    input.write_all(lines.join("\n").as_bytes())?;
    Ok(worker) // dropping `input` closes it: the worker has them all
}

/// Waits for such a worker, and reads the number that it printed.
pub fn number(worker: Child) -> Result<u64> {
    let output = worker.wait_with_output()?;
    ensure!(output.status.success(), "a worker ended with {}", output.status);
    String::from_utf8(output.stdout)?.trim().parse().context("it printed no number")
}
// ANCHOR_END: once

// ANCHOR: worker
/// A worker process, and the pipes to it.
pub struct Worker {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts this same program as the helper of this name.
    pub fn start(helper: &str) -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["helper", helper])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let questions = process.stdin.take().context("its input is a pipe")?;
        let answers = process.stdout.take().context("its output is a pipe")?;
        Ok(Self { process, questions, answers: BufReader::new(answers) })
    }

    /// Sends a question as a line, and waits for the answer, a number.
    pub fn ask(&mut self, question: &str) -> Result<u64> {
        // One write: each is a system call, and may wake the worker.
        self.questions.write_all(format!("{question}\n").as_bytes())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer.trim().parse().context("the worker ended without an answer")
    }

    /// Waits until it has ended, however it did: none is left behind.
    pub fn finish(mut self) -> Result<()> {
        drop(self.questions); // the end of its input is the end of its work
        let status = self.process.wait()?;
        ensure!(status.success(), "a worker ended with {status}");
        Ok(())
    }
}
// ANCHOR_END: worker

/// The environment variable that names the file for reports.
pub const REPORTS: &str = "MEASURE_WORKER_REPORTS";

/// What one worker says of itself as it ends.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    peak_rss_bytes: Option<u64>,
}

/// Leaves this worker's report. Outside a measurement it does nothing.
pub fn report() -> std::io::Result<()> {
    let Some(path) = std::env::var_os(REPORTS) else {
        return Ok(());
    };
    let report = Report { peak_rss_bytes: counters::peak_rss_bytes() };
    let mut line = serde_json::to_vec(&report)?;
    line.push(b'\n');
    // One write in append mode: lines of workers that end together do not mix.
    OpenOptions::new().create(true).append(true).open(path)?.write_all(&line)
}

/// The peak memory of all the workers that left a report.
pub fn sum_of_reports(path: &Path) -> u64 {
    let lines = fs::read_to_string(path).unwrap_or_default();
    let reports =
        lines.lines().filter_map(|line| serde_json::from_str::<Report>(line).ok());
    reports.map(|report| report.peak_rss_bytes.unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_ends_badly_or_says_nothing_is_an_error() {
        let shell = |script| {
            let mut command = Command::new("sh");
            let command = command.args(["-c", script]).stdout(Stdio::piped());
            command.spawn().expect("a shell")
        };
        assert_eq!(number(shell("echo 7")).expect("it printed"), 7);
        let said = number(shell("echo 7; exit 3")).expect_err("it failed").to_string();
        assert!(said.contains('3'), "{said}");
        for script in ["echo 7; kill -KILL $$", "true", "echo much"] {
            assert!(number(shell(script)).is_err(), "{script}");
        }
    }
}
