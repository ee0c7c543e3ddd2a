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
use std::thread;
use std::time::{Duration, Instant};

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
/// A worker process, and the pipes to it. It does not outlive this.
pub struct Worker {
    process: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts this same program as the helper of this name.
    pub fn start(helper: &str) -> Result<Self> {
        Self::spawn(Command::new(env::current_exe()?).args(["helper", helper]))
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = pipes.spawn()?;
        let questions = process.stdin.take();
        let answers = process.stdout.take().context("its output is a pipe")?;
        Ok(Self { process, questions, answers: BufReader::new(answers) })
    }

    /// Sends a question as a line, and waits for the answer, a number.
    pub fn ask(&mut self, question: &str) -> Result<u64> {
        let questions = self.questions.as_mut().context("its input is a pipe")?;
        // One write: each is a system call, and may wake the worker.
        questions.write_all(format!("{question}\n").as_bytes())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        answer.trim().parse().context("the worker ended without an answer")
    }

    /// Waits until it has ended: an error if it did not end well.
    pub fn finish(mut self) -> Result<()> {
        self.questions = None; // the end of its input is the end of its work
        let status = self.process.wait()?;
        ensure!(status.success(), "a worker ended with {status}");
        Ok(())
    }
}
// ANCHOR_END: worker

/// How long a worker may take to end after its input, before it is killed.
const PATIENCE: Duration = Duration::from_secs(1);

impl Drop for Worker {
    /// Where an error kept it from being finished, nobody waits for its answers.
    fn drop(&mut self) {
        self.questions = None;
        let deadline = Instant::now() + PATIENCE;
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
        let _ = self.process.kill(); // does nothing if it has ended
        let _ = self.process.wait();
    }
}

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
    use nix::errno::Errno;
    use nix::sys::signal::kill;
    use nix::unistd::Pid;

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

    fn worker(script: &str) -> Worker {
        Worker::spawn(Command::new("sh").args(["-c", script])).expect("a shell")
    }

    #[test]
    fn a_worker_answers_each_question_and_ends_with_its_input() {
        let mut doubles = worker("while read n; do echo $((2 * n)); done");
        assert_eq!(
            [3, 4].map(|n| doubles.ask(&n.to_string()).expect("a number")),
            [6, 8]
        );
        doubles.finish().expect("it ended well");
        assert!(worker("exit 3").finish().is_err());
    }

    #[test]
    fn a_dropped_worker_is_waited_for_and_killed_where_it_does_not_end() {
        for (script, least) in [("cat", Duration::ZERO), ("exec sleep 600", PATIENCE)] {
            let dropped = worker(script);
            let id = Pid::from_raw(dropped.process.id().cast_signed());
            let began = Instant::now();
            drop(dropped);
            assert!((least..Duration::from_secs(300)).contains(&began.elapsed()));
            assert_eq!(kill(id, None), Err(Errno::ESRCH), "{script} is left behind");
        }
    }
}
