//! What is no question of speed.

use evidence::quantity;

use crate::facts::Facts;
use crate::finding::{self, Finding, Kind, Page, finding};
use crate::speed_up::{self, SpeedUp};
use crate::subject::Outcome;
use crate::verdict::Verdict;

/// No thread was given a core for so long when it ended: nothing was about to happen.
const STANDSTILL_NS: u64 = 900_000_000;

/// And for this share of the time that it ran.
const STANDSTILL_SHARE: f64 = 0.3;

/// With this share of the descriptors that it may have open, a program is about to run
/// out of them.
const NEARLY_ALL: f64 = 0.9;

/// Its threads wait for each other, nothing outside can end that, and somebody had to.
pub(super) fn hangs(facts: &Facts<'_>) -> Option<Finding> {
    let (usage, waits) = (facts.usage, &facts.usage.waits);
    let long = waits.quiet_ns >= STANDSTILL_NS
        && waits.quiet_ns as f64 >= STANDSTILL_SHARE * usage.wall_ns as f64;
    let ended_itself = facts.outcome == Outcome::Fine && !facts.goes_on;
    // One that sleeps is a watchdog; many are the work.
    let stuck = waits.stuck_at_locks > 0
        && waits.outside == 0
        && waits.sleeping <= 1.min(waits.stuck_at_locks);
    if !long || !stuck || ended_itself {
        return None;
    }
    let quiet = quantity::time(waits.quiet_ns as f64);
    let who = waits.standstill.join("; ");
    Some(finding(
        Kind::Hangs,
        "hangs: its threads wait for each other".to_owned(),
        format!("no thread ran for the last {quiet}. {who}"),
        "find what each of them holds that another wants. Never wait in a pool for \
                 the same pool, keep no lock across an `.await` or a second lock, and \
                 empty a channel from another thread than the one that fills it. More \
                 threads or tasks only join the queue",
        "it goes on by itself if it is left alone for longer",
        &[finding::HANGS, finding::IO_YIELDING],
        SpeedUp::none("That is no question of speed"),
    ))
}

/// It failed when it had as many descriptors open as it may have.
pub(super) fn out_of_files(facts: &Facts<'_>) -> Option<Finding> {
    let (open, limit) = facts.usage.waits.most_open?;
    if facts.outcome != Outcome::Failed || (open as f64) < NEARLY_ALL * limit as f64 {
        return None;
    }
    Some(finding(
        Kind::OutOfFiles,
        format!("failed: it ran out of descriptors ({})", facts.status),
        format!(
            "it had {open} files and sockets open at once, of the {limit} that it may have \
             (`ulimit -n`)"
        ),
        "bound what is in flight: a semaphore, or a pool of some tens of workers. A \
                 higher limit only moves the failure",
        "it fails in the same way with a higher limit",
        &[finding::IN_FLIGHT, finding::POLITENESS],
        SpeedUp::none("That is no question of speed before it succeeds"),
    ))
}

/// It says that it failed.
pub(super) fn failed(facts: &Facts<'_>) -> Option<Finding> {
    if facts.outcome != Outcome::Failed {
        return None;
    }
    let (advice, pages): (_, &[Page]) = if facts.status == "SIGKILL" {
        (
            "find out who killed it: somebody, or the kernel for want of memory (`dmesg` says \
             so). A program that is killed has no last words",
            &[finding::BACKPRESSURE, finding::IN_FLIGHT],
        )
    } else if facts.verdict == Verdict::Waits {
        (
            "mend that first: read its last words. If they are about time-outs, more was asked \
             of a pool or a server than its places can serve in that time: places over the \
             time that each request holds one is all that they serve (Little's law). Ask for \
             less at once, hold a place for less long, or have more places",
            &[finding::PLACES, finding::LIMITS],
        )
    } else {
        (
            "mend that first: read its last words. What it did until then is no measure of its \
             speed",
            &[finding::DIAGNOSE],
        )
    };
    Some(finding(
        Kind::Failed,
        format!("failed ({})", facts.status),
        facts.end.clone(),
        advice,
        "the status means something else: grep, diff and test use 1 for \
                     \"no\"",
        pages,
        SpeedUp::none("That is no question of speed before it succeeds"),
    ))
}

/// Hardly anything was to be seen.
pub(super) fn too_short(facts: &Facts<'_>) -> Option<Finding> {
    if facts.verdict != Verdict::TooShortToTell || facts.outcome == Outcome::Failed {
        return None;
    }
    Some(finding(
        Kind::TooShort,
        facts.verdict.words().to_owned(),
        facts.evidence.words(),
        "give it more work, and diagnose it again. To start a thread, a pool or a \
                 process takes its part of so short a time: the pages below measure from \
                 when on that pays",
        "with more work it shows something else",
        &[finding::IO_PAYS, finding::CPU_PAYS],
        speed_up::by_law(facts.evidence),
    ))
}
