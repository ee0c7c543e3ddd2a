//! The process that builds or measures, and its last words.

use std::process::ExitStatus;
use std::time::{Duration, Instant};

use crate::child::Child;
use crate::schedule::End;

/// How long an interrupted process has to save what it has.
const GRACE: Duration = Duration::from_secs(10);

/// How long one has whose numbers nobody waits for any more.
const SHORT_GRACE: Duration = Duration::from_secs(2);

/// How many of its last lines are kept.
const LAST_LINES: usize = 40;

/// See the module.
pub(super) struct Running {
    child: Child,
    is_interrupted: bool,
    /// When it is killed, if it has been interrupted.
    deadline: Option<Instant>,
    /// Failures in the words of the compiler, or of rows.
    failures: Vec<String>,
    /// Its last lines for a person.
    lines: Vec<String>,
}

impl Running {
    /// `child`, which has said nothing yet.
    pub(super) fn new(child: Child) -> Self {
        Self {
            child,
            is_interrupted: false,
            deadline: None,
            failures: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Keeps a failure in its own words.
    pub(super) fn fail(&mut self, failure: String) {
        self.failures.push(failure);
    }

    /// Keeps a line for a person, while it is one of the last.
    pub(super) fn say(&mut self, line: String) {
        self.lines.push(line);
        let excess = self.lines.len().saturating_sub(LAST_LINES);
        self.lines.drain(..excess);
    }

    /// Asks it to stop, and to save what it has.
    pub(super) fn interrupt(&mut self) {
        self.is_interrupted = true;
        self.deadline.get_or_insert_with(|| Instant::now() + GRACE);
        self.child.interrupt();
    }

    /// Asks it, and all that it started, to stop soon: nobody wants what it has.
    pub(super) fn abandon(&mut self) {
        self.is_interrupted = true;
        self.deadline = Some(Instant::now() + SHORT_GRACE);
        self.child.interrupt_group();
    }

    /// When it is to be killed; `None` if it is not.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Stops it at once.
    pub(super) fn kill(&mut self) {
        self.deadline = None;
        self.child.kill();
    }

    /// How it ended, and what it said: failures, or else its last lines.
    pub(super) fn end(self, status: Option<ExitStatus>) -> (End, String) {
        let end = if status.is_some_and(|status| status.success()) {
            End::Done
        } else if self.is_interrupted {
            End::Interrupted
        } else {
            End::Failed
        };
        let words = if self.failures.is_empty() { self.lines } else { self.failures };
        (end, words.join("\n"))
    }
}
