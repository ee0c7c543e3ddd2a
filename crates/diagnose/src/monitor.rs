//! What was seen of a tree of processes, snapshot by snapshot.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::profile::{Moment, Profile};
use crate::snapshot::Snapshot;
use crate::tally::Tally;
use crate::usage::Usage;

pub(crate) struct Monitor {
    began: Instant,
    pub(crate) tally: Tally,
    pub(crate) profile: Profile,
    /// The cores that its threads may run on.
    pub(crate) cores: BTreeSet<usize>,
    /// How long the last snapshot took.
    cost: Duration,
}

impl Monitor {
    pub(crate) fn new(began: Instant, tally: Tally) -> Self {
        let (profile, cores) = (Profile::new(), BTreeSet::new());
        Self { began, tally, profile, cores, cost: Duration::ZERO }
    }

    /// How long to wait until the next snapshot.
    pub(crate) fn pause(&self) -> Duration {
        self.profile.pause(self.cost)
    }

    /// Adds a snapshot, begun at this moment; `cpu_ns` is what all have used by then.
    pub(crate) fn add(
        &mut self,
        at: Instant,
        snapshot: &Snapshot,
        cpu_ns: impl FnOnce(&Tally) -> u64,
    ) {
        self.tally.add(snapshot);
        if !snapshot.cores.is_empty() {
            self.cores.clone_from(&snapshot.cores);
        }
        self.profile.note(Moment {
            at_ns: at.duration_since(self.began).as_nanos() as u64,
            cpu_ns: cpu_ns(&self.tally),
            ready_ns: self.tally.scheduling().ready_ns.unwrap_or(0),
        });
        self.cost = at.elapsed();
    }

    /// How many cores the affinity of its threads allows; `None` if unknown.
    pub(crate) fn cores_allowed(&self) -> Option<u64> {
        (!self.cores.is_empty()).then_some(self.cores.len() as u64)
    }

    /// What can be seen while processes run. Their times are for the caller to add.
    pub(crate) fn usage(&self) -> Usage {
        let (peaks, scheduling) = (self.tally.peaks, self.tally.scheduling());
        Usage {
            unaccounted_cpu_ns: self.tally.unaccounted().cpu_ns,
            ready_ns: scheduling.ready_ns,
            peak_processes: Some(peaks.processes),
            peak_threads: Some(peaks.threads),
            voluntary_switches: scheduling.voluntary,
            involuntary_switches: scheduling.involuntary,
            peak_process_bytes: peaks.process_bytes,
            peak_together_bytes: Some(peaks.together_bytes),
            snapshots: self.tally.snapshots,
            ..Usage::default()
        }
    }
}

/// The cores that this process may use: affinity and a quota counted in.
pub(crate) fn cores_usable() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
}
