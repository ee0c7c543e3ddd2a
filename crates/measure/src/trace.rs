//! What each task did when, and on which thread.
//!
//! A strategy marks its tasks with [`waiting`], [`computing`] or [`ready`]. In a
//! timed sample that does nothing but look whether it should. In a traced run,
//! which is never a timed one, each mark leaves a line in a file that the harness
//! names in an environment variable, and worker processes write to the same. What
//! a task computes is divided by the `sampler` into the time on a core and the
//! time in which the kernel had given the core to somebody else.

mod sampler;

use std::fmt::{self, Display};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use record::{Phase, Span};

/// The environment variable that names the file for spans.
pub const SPANS: &str = "MEASURE_SPANS";

static SINK: LazyLock<Option<File>> = LazyLock::new(|| {
    let path = std::env::var_os(SPANS)?;
    OpenOptions::new().create(true).append(true).open(path).ok()
});

/// A mark: what it marks lasts until this is dropped.
#[must_use = "the task ends when this is dropped"]
pub struct Mark(Option<Begun>);

struct Begun {
    span: Span,
    sink: &'static File,
    /// The sampler's number for what computes.
    sampled: Option<u64>,
}

/// Marks that a task waits from here on.
pub fn waiting(task: impl Display) -> Mark {
    mark(task, Phase::Waiting)
}

/// Marks that a task computes from here on, on the calling thread.
pub fn computing(task: impl Display) -> Mark {
    mark(task, Phase::Computing)
}

/// Marks that a task could go on from here on, and has not got its turn yet: it
/// stands in a queue of its runtime.
pub fn ready(task: impl Display) -> Mark {
    mark(task, Phase::Ready)
}

/// A name for one of many tasks that nothing else tells apart: with the next
/// number in this process, if there is a trace to write it to.
pub fn numbered(name: &'static str) -> impl Display {
    Numbered(name)
}

struct Numbered(&'static str);

impl Display for Numbered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        write!(out, "{} {}", self.0, NEXT.fetch_add(1, Relaxed))
    }
}

fn mark(task: impl Display, phase: Phase) -> Mark {
    let Some(sink) = &*SINK else {
        return Mark(None);
    };
    let span = Span {
        task: task.to_string(),
        phase,
        process: std::process::id(),
        thread: thread_number(),
        begin_ns: now_ns(),
        end_ns: 0,
    };
    let sampled = (phase == Phase::Computing).then(sampler::began);
    Mark(Some(Begun { span, sink, sampled }))
}

impl Mark {
    /// Ends it. What it waited for was there this long ago: since then the task
    /// could have gone on.
    pub fn overdue(mut self, by: Duration) {
        let Some(begun) = self.0.take() else {
            return;
        };
        let end = now_ns();
        let due = end.saturating_sub(by.as_nanos() as u64).max(begun.span.begin_ns);
        begun.write(&[
            (Phase::Waiting, begun.span.begin_ns, due),
            (Phase::Ready, due, end),
        ]);
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        let Some(begun) = self.0.take() else {
            return;
        };
        let (begin, end) = (begun.span.begin_ns, now_ns());
        match begun.sampled {
            Some(number) => begun.write(&sampler::ended(number, begin, end)),
            None => begun.write(&[(begun.span.phase, begin, end)]),
        }
    }
}

impl Begun {
    fn write(&self, pieces: &[(Phase, u64, u64)]) {
        let mut lines = Vec::new();
        for &(phase, begin_ns, end_ns) in pieces {
            let span = Span { phase, begin_ns, end_ns, ..self.span.clone() };
            if let Ok(line) = serde_json::to_vec(&span) {
                lines.extend(line);
                lines.push(b'\n');
            }
        }
        // One write in append mode: lines of several processes do not mix. A lost
        // line would show as a missing task, not as a wrong time.
        let mut sink = self.sink;
        let _ = sink.write_all(&lines);
    }
}

/// The clock that all processes of a machine share: an `Instant` means nothing
/// to another process.
fn now_ns() -> u64 {
    clock_gettime(ClockId::CLOCK_MONOTONIC).map_or(0, |now| {
        now.tv_sec().unsigned_abs() * 1_000_000_000 + now.tv_nsec().unsigned_abs()
    })
}

/// The number by which the operating system knows the calling thread.
fn thread_number() -> u64 {
    #[cfg(target_os = "linux")]
    return u64::from(nix::unistd::gettid().as_raw().unsigned_abs());
    #[cfg(not(target_os = "linux"))]
    {
        // Rust's own number, which it prints and does not give.
        let id = format!("{:?}", std::thread::current().id());
        id.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_file_to_write_to_a_mark_does_nothing() {
        assert!(waiting("a task").0.is_none());
    }
}
