//! The account of a program in a few numbers, and what the rules find in it: for who has
//! the numbers already, and runs nothing.

use crate::doing;
use crate::facts::Facts;
use crate::io::Io;
use crate::rules;
use crate::subject::Outcome;
use crate::usage::Usage;
use crate::verdict::Evidence;
use crate::waiting::Waits;

/// What the rules judge most programs by. All that is not here is as in a program that
/// ended well and of which nothing else is to be said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Numbers {
    /// The cores that it may use.
    pub cores_usable: u64,
    /// How long it ran, in seconds.
    pub wall_s: f64,
    /// The share of that in which it computed.
    pub computing: f64,
    /// The cores that it used then, or wanted.
    pub cores: f64,
    /// CPU time in user code, in seconds.
    pub user_s: f64,
    /// CPU time in the kernel, in seconds.
    pub system_s: f64,
    /// The most threads at once.
    pub threads: u64,
    /// The threads that computed.
    pub workers: f64,
    /// How many of them stood at a lock at which several stood, on average.
    pub at_locks: f64,
    /// How often a thread began to wait.
    pub waited: u64,
    /// System calls that wrote.
    pub writes: u64,
    /// Bytes that they wrote.
    pub written_bytes: u64,
    /// Waits for a time, under way at once while no thread ran.
    pub under_way: f64,
    /// It has an event queue, as async runtimes do.
    pub has_event_queue: bool,
    /// The share of its waiting in which threads blocked, and none was at that queue.
    pub queue_left: f64,
}

/// What the rules find first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The kind, as the JSON report has it: `one_at_a_time`.
    pub kind: String,
    /// The rest of a sentence that begins with the program's name.
    pub says: String,
    /// Why.
    pub because: String,
    /// What to do about it.
    pub advice: String,
}

impl Numbers {
    /// What the rules find first in a program with this account.
    pub fn first(&self) -> First {
        let (evidence, usage) = (self.evidence(), self.usage());
        let facts = Facts {
            evidence: &evidence,
            verdict: evidence.verdict(),
            usage: &usage,
            outcome: Outcome::Fine,
            end: "then it ended".to_owned(),
            status: "status 0".to_owned(),
            goes_on: false,
            unoptimised: None,
            is_python: false,
        };
        let found = rules::findings(&facts).swap_remove(0);
        let kind = serde_json::to_value(found.kind).ok();
        First {
            kind: kind
                .and_then(|kind| kind.as_str().map(ToOwned::to_owned))
                .unwrap_or_default(),
            says: found.says,
            because: found.because,
            advice: found.advice,
        }
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            wall_ns: nanoseconds(self.wall_s),
            computing: self.computing,
            cores: self.cores,
            cores_usable: self.cores_usable,
            ..Evidence::default()
        }
    }

    fn usage(&self) -> Usage {
        Usage {
            wall_ns: nanoseconds(self.wall_s),
            user_ns: nanoseconds(self.user_s),
            system_ns: nanoseconds(self.system_s),
            peak_processes: Some(1),
            peak_threads: Some(self.threads),
            voluntary_switches: Some(self.waited),
            io: Some(Io {
                writes: self.writes,
                written_bytes: self.written_bytes,
                ..Io::default()
            }),
            waits: Waits {
                looks: 100,
                idle: 1.0 - self.computing,
                shares: vec![(doing::Kind::Timer, 1.0)],
                under_way: Some(self.under_way),
                most_under_way: self.under_way.ceil() as u64,
                queue_left: self.queue_left,
                workers: self.workers,
                at_shared_words: self.at_locks,
                queued: self.at_locks,
                has_event_queue: self.has_event_queue,
                ..Waits::default()
            },
            snapshots: 100,
            ..Usage::default()
        }
    }
}

fn nanoseconds(seconds: f64) -> u64 {
    (seconds * 1e9) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_numbers_are_enough_for_the_rules() {
        let computes = Numbers {
            cores_usable: 2,
            wall_s: 2.0,
            computing: 1.0,
            cores: 1.0,
            user_s: 2.0,
            threads: 1,
            workers: 1.0,
            ..Numbers::default()
        };
        assert_eq!(computes.first().kind, "one_core");
        let waits =
            Numbers { computing: 0.01, user_s: 0.02, under_way: 1.0, ..computes };
        assert_eq!(waits.first().kind, "waits");
        assert!(waits.first().says.ends_with("one at a time"));
        let queues = Numbers { workers: 4.0, at_locks: 2.9, threads: 5, ..computes };
        assert_eq!(queues.first().kind, "one_at_a_time");
    }
}
