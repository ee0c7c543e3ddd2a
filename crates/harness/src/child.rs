//! The parent's side of a sample: start a process, watch it, end it at its
//! deadline, and say what came of it.

use std::io::{self, Read};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use measure::{counters, looks, worker};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use record::{Failure, FailureKind, Outcome};

use crate::interrupt::{self, Interrupted};

/// How often a sample is looked at that has closed its output: it is about to end.
const A_MOMENT: Duration = Duration::from_micros(200);

/// Runs a command that prints an [`Outcome`], and returns that outcome or, if
/// it did not come to printing one, why. A wrong answer is a failure.
pub fn sample(
    command: Command,
    deadline: Duration,
    expected_answer: Option<u64>,
) -> Result<Outcome, Interrupted> {
    let failed = |kind, message: String| Ok(Outcome::Failed(Failure { kind, message }));
    let ended = match watch(command, deadline) {
        Ok(Some(ended)) => ended,
        Ok(None) => return Err(Interrupted),
        Err(error) => {
            return failed(
                FailureKind::Harness,
                format!("cannot start a process: {error}"),
            );
        }
    };
    if ended.timed_out {
        return failed(
            FailureKind::TimedOut,
            format!("still running after {deadline:?}"),
        );
    }
    if let Some(signal) = ended.status.signal() {
        let name = Signal::try_from(signal)
            .map_or_else(|_| signal.to_string(), |signal| signal.to_string());
        // What it said last may say why, as the runtime does before it aborts.
        let said = panic_message(&ended.stderr)
            .or_else(|| last_line(&ended.stderr).map(str::to_owned))
            .map_or_else(String::new, |said| format!(" ({said})"));
        return failed(FailureKind::Killed, format!("ended by signal {name}{said}"));
    }
    if !ended.status.success() {
        if let Some(message) = panic_message(&ended.stderr) {
            return failed(FailureKind::Panicked, message);
        }
        let said = last_line(&ended.stderr).unwrap_or("exited without a word");
        return failed(FailureKind::Error, said.to_owned());
    }
    match serde_json::from_str(
        ended.stdout.trim_end().lines().last().unwrap_or_default(),
    ) {
        Err(error) => {
            failed(FailureKind::Harness, format!("printed no outcome: {error}"))
        }
        Ok(Outcome::Failed(Failure { kind, message })) => {
            // Its workers say there what its own message cannot.
            let said = last_line(&ended.stderr);
            failed(
                kind,
                said.map_or(message.clone(), |said| format!("{message} ({said})")),
            )
        }
        Ok(Outcome::Ok(mut measured)) => {
            if let Some(expected) =
                expected_answer.filter(|expected| *expected != measured.answer)
            {
                return failed(
                    FailureKind::WrongAnswer,
                    format!("answered {}, expected {expected}", measured.answer),
                );
            }
            measured.peak_threads = ended.peak_threads;
            measured.peak_open_files = ended.peak_open_files;
            measured.peak_rss_bytes =
                measured.peak_rss_bytes.map(|own| own + ended.worker_rss_bytes);
            Ok(Outcome::Ok(measured))
        }
    }
}

struct Ended {
    status: ExitStatus,
    stdout: String,
    stderr: String,
    timed_out: bool,
    peak_threads: Option<u64>,
    peak_open_files: Option<u64>,
    worker_rss_bytes: u64,
}

/// Watches a command to its end; `None` after Ctrl-C.
fn watch(mut command: Command, deadline: Duration) -> io::Result<Option<Ended>> {
    let reports = tempfile::NamedTempFile::new()?;
    let mut child = command
        .env(worker::REPORTS, reports.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // A group of its own: its workers die with it, and Ctrl-C comes to us alone.
        .process_group(0)
        .spawn()?;
    let (says_that_it_ended, ending) = mpsc::channel();
    let stdout = drain(child.stdout.take(), Some(says_that_it_ended));
    let stderr = drain(child.stderr.take(), None);
    let began = Instant::now();
    let (mut peak_threads, mut peak_open_files, mut looked) = (None, None, 0);
    let (status, timed_out, interrupted) = loop {
        peak_threads = peak_threads.max(counters::threads(child.id()));
        peak_open_files = peak_open_files.max(counters::open_files(child.id()));
        looked += 1;
        if let Some(status) = child.try_wait()? {
            break (status, false, false);
        }
        let interrupted = interrupt::check().is_err();
        if interrupted || began.elapsed() >= deadline {
            break (end(&mut child)?, true, interrupted);
        }
        let left = deadline.saturating_sub(began.elapsed());
        let patience = looks::until_the_next(began.elapsed()).min(left);
        // A closed pipe is the first sign of its end, which then takes a moment.
        if let Err(RecvTimeoutError::Disconnected) = ending.recv_timeout(patience) {
            thread::sleep(patience.min(A_MOMENT));
        }
    };
    // Whatever it left behind holds the pipes open.
    let _ = killpg(group(&child), Signal::SIGKILL);
    let (stdout, stderr) = (collect(stdout), collect(stderr));
    let worker_rss_bytes = worker::sum_of_reports(reports.path());
    let ended = Ended {
        status,
        stdout,
        stderr,
        timed_out,
        peak_threads: peak_threads.filter(|_| looked >= looks::FEWEST),
        peak_open_files: peak_open_files.filter(|_| looked >= looks::FEWEST),
        worker_rss_bytes,
    };
    Ok((!interrupted).then_some(ended))
}

/// Kills a child with all its workers, and waits, so that no zombie stays.
fn end(child: &mut Child) -> io::Result<ExitStatus> {
    let _ = killpg(group(child), Signal::SIGKILL);
    child.wait()
}

fn group(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed())
}

/// Reads a pipe on a thread, so that a full pipe never stops the child. The
/// other end of `closed` hears when there is no more to come.
fn drain(
    pipe: Option<impl Read + Send + 'static>,
    closed: Option<mpsc::Sender<()>>,
) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        drop(closed);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn collect(reader: JoinHandle<String>) -> String {
    reader.join().unwrap_or_default()
}

/// The message of a Rust panic, without the backtrace.
fn panic_message(stderr: &str) -> Option<String> {
    let mut lines = stderr.lines().skip_while(|line| !line.contains("panicked at "));
    let place = lines.next()?;
    let message = lines.next().unwrap_or_default();
    let place =
        place.rsplit("panicked at ").next().unwrap_or_default().trim_end_matches(':');
    Some(format!("{message} ({place})"))
}

fn last_line(text: &str) -> Option<&str> {
    text.lines().rev().find(|line| !line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::example;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn sampled(script: &str, deadline: Duration) -> Outcome {
        sample(shell(script), deadline, Some(42)).expect("not interrupted")
    }

    fn failure(script: &str) -> Failure {
        match sampled(script, Duration::from_secs(20)) {
            Outcome::Failed(failure) => failure,
            Outcome::Ok(measured) => panic!("{measured:?}"),
        }
    }

    fn printed(answer: u64) -> String {
        let outcome = Outcome::Ok(record::Measured { answer, ..example::measured(5) });
        format!("echo '{}'", serde_json::to_string(&outcome).expect("JSON"))
    }

    #[test]
    fn what_the_child_printed_is_the_outcome() {
        let Outcome::Ok(measured) = sampled(&printed(42), Duration::from_secs(20))
        else {
            panic!("failed")
        };
        assert_eq!((measured.wall_ns, measured.answer), (5, 42));
    }

    #[test]
    fn a_strategy_may_print_before_the_outcome() {
        assert!(matches!(
            sampled(&format!("echo chatter; {}", printed(42)), Duration::from_secs(20)),
            Outcome::Ok(_)
        ));
    }

    #[test]
    fn a_wrong_answer_is_a_failure_that_names_both() {
        let failure = failure(&printed(41));
        assert_eq!(failure.kind, FailureKind::WrongAnswer);
        assert_eq!(failure.message, "answered 41, expected 42");
    }

    #[test]
    fn a_child_past_its_deadline_is_killed_with_its_workers() {
        let began = Instant::now();
        // The grandchild holds the pipe open for longer than the test may take.
        let outcome = sampled("sleep 600 & sleep 600", Duration::from_millis(50));
        assert!(
            matches!(
                outcome,
                Outcome::Failed(Failure { kind: FailureKind::TimedOut, .. })
            ),
            "{outcome:?}"
        );
        assert!(began.elapsed() < Duration::from_secs(300));
    }

    #[test]
    fn a_killed_child_names_the_signal() {
        let failure = failure("kill -SEGV $$");
        assert_eq!(failure.kind, FailureKind::Killed);
        assert!(failure.message.contains("SIGSEGV"), "{}", failure.message);
    }

    #[test]
    fn what_a_failed_strategys_workers_said_is_kept() {
        let outcome = Outcome::Failed(Failure {
            kind: FailureKind::Error,
            message: "a worker ended badly".to_owned(),
        });
        let json = serde_json::to_string(&outcome).expect("JSON");
        let failure = failure(&format!("echo 'error: 500' >&2; echo '{json}'"));
        assert_eq!(failure.message, "a worker ended badly (error: 500)");
    }

    #[test]
    fn a_panic_is_told_from_an_error() {
        let panicked = failure(
            "echo \"thread 'main' (7) panicked at src/x.rs:1:2:\" >&2; echo 'no luck' >&2; exit 101",
        );
        assert_eq!(panicked.kind, FailureKind::Panicked);
        assert_eq!(panicked.message, "no luck (src/x.rs:1:2)");
        let failed = failure("echo 'error: no such row' >&2; exit 1");
        assert_eq!(
            (failed.kind, failed.message.as_str()),
            (FailureKind::Error, "error: no such row")
        );
    }

    #[test]
    fn nonsense_and_missing_programs_are_the_harness_to_blame() {
        assert_eq!(failure("echo nonsense").kind, FailureKind::Harness);
        let outcome =
            sample(Command::new("/no/such/program"), Duration::from_secs(1), None)
                .expect("not interrupted");
        assert!(matches!(
            outcome,
            Outcome::Failed(Failure { kind: FailureKind::Harness, .. })
        ));
    }

    #[test]
    fn output_larger_than_a_pipe_does_not_hang() {
        let script =
            format!("head -c 1000000 /dev/zero | tr '\\0' x; echo; {}", printed(42));
        assert!(matches!(sampled(&script, Duration::from_secs(20)), Outcome::Ok(_)));
    }

    #[test]
    fn what_workers_reported_is_added() {
        let script = format!(
            "for worker in 1 2; do echo '{{\"peak_rss_bytes\": 1000}}' >> \"${}\"; done; sleep 0.1; {}",
            worker::REPORTS,
            printed(42)
        );
        let Outcome::Ok(measured) = sampled(&script, Duration::from_secs(20)) else {
            panic!("failed")
        };
        assert_eq!(
            measured.peak_rss_bytes,
            Some(example::measured(5).peak_rss_bytes.expect("set") + 2000)
        );
        if cfg!(target_os = "linux") {
            // The shell, and the `sleep` that it started.
            assert_eq!(measured.peak_threads, Some(2));
        }
    }
}
