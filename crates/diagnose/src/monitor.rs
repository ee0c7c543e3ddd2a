//! What was seen of a tree of processes, snapshot by snapshot.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::group::{Group, Throttled};
use crate::proc;
use crate::profile::{Moment, Profile};
use crate::snapshot::Snapshot;
use crate::tally::Tally;
use crate::usage::Usage;
use crate::waiting::Waiting;

/// Looks may take so long at first, however short the program's time is: there is much to
/// learn.
const FIRST_COSTS: Duration = Duration::from_millis(20);

/// After that, they may take this share of one core's time.
const SHARE: f64 = 0.005;

/// More looks at memory than this are thinned out.
const MOST_MEMORY: usize = 1024;

/// More programs than this are not told apart.
const MOST_EXECUTABLES: usize = 64;

pub(crate) struct Monitor {
    began: Instant,
    pub(crate) tally: Tally,
    pub(crate) profile: Profile,
    /// The cores that its threads may run on.
    pub(crate) cores: BTreeSet<usize>,
    waiting: Waiting,
    /// Each control group as it was first and last seen.
    groups: BTreeMap<PathBuf, (Group, Group)>,
    /// Memory in all processes at once, at each look.
    memory: Vec<u64>,
    /// The programs that its processes ran.
    pub(crate) executables: BTreeSet<PathBuf>,
    /// When the last snapshot was taken.
    at: Instant,
    /// How long the last snapshot took.
    cost: Duration,
    /// How long all of them took, and to look sockets up besides.
    costs: Duration,
    tables: Duration,
    /// Processes and threads that the machine had started by then.
    started: Option<u64>,
}

impl Monitor {
    pub(crate) fn new(began: Instant, tally: Tally) -> Self {
        let (profile, cores) = (Profile::new(), BTreeSet::new());
        Self {
            began,
            tally,
            profile,
            cores,
            waiting: Waiting::default(),
            groups: BTreeMap::new(),
            memory: Vec::new(),
            executables: BTreeSet::new(),
            at: began,
            cost: Duration::ZERO,
            costs: Duration::ZERO,
            tables: Duration::ZERO,
            started: proc::started(),
        }
    }

    /// Whether the next snapshot is to have what processes have open.
    pub(crate) fn wants_open(&self) -> bool {
        self.waiting.wants_open()
    }

    /// What a quota held back meanwhile: of the group that it held back longest.
    fn throttled(&self) -> Throttled {
        let since =
            |(first, last): &(Group, Group)| last.throttled.since(first.throttled);
        self.groups.values().map(since).max_by_key(|it| it.time_ns).unwrap_or_default()
    }

    /// How many cores the tightest quota allows.
    fn quota_cores(&self) -> Option<f64> {
        let quotas = self.groups.values().filter_map(|(_, last)| last.quota_cores);
        quotas.min_by(f64::total_cmp)
    }

    /// How long to wait until the next snapshot.
    pub(crate) fn pause(&self) -> Duration {
        let spent = self.costs.saturating_sub(FIRST_COSTS);
        let can_afford = spent < self.at.duration_since(self.began).mul_f64(SHARE);
        self.profile.pause(if can_afford { Duration::ZERO } else { self.cost })
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
        self.memory.push(snapshot.alive().map(|process| process.rss_bytes).sum());
        if self.memory.len() > MOST_MEMORY {
            let mut keep = false;
            self.memory.retain(|_| {
                keep = !keep;
                keep
            });
        }
        let lasted = at.duration_since(self.at);
        self.at = at;
        let tables = self.waiting.add(snapshot, lasted.as_nanos() as u64);
        if self.executables.len() < MOST_EXECUTABLES {
            self.executables.extend(snapshot.executables.iter().cloned());
        }
        for group in &snapshot.groups {
            let new = || (group.clone(), group.clone());
            self.groups.entry(group.folder.clone()).or_insert_with(new).1 =
                group.clone();
        }
        let cost = at.elapsed();
        self.cost = cost.saturating_sub(tables);
        self.costs += self.cost;
        self.tables += tables;
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
            grew_bytes: grew(&self.memory),
            waits: self.waiting.summary(),
            throttled: self.throttled(),
            quota_cores: self.quota_cores(),
            started: proc::started()
                .zip(self.started)
                .map(|(now, then)| now.saturating_sub(then)),
            looking_ns: (self.costs + self.tables).as_nanos() as u64,
            snapshots: self.tally.snapshots,
            ..Usage::default()
        }
    }
}

/// By how much memory grew, if it did so little by little, as a queue does that is filled
/// faster than it is emptied: the middle of its rise took a good part of the time.
fn grew(memory: &[u64]) -> u64 {
    const PARTS: usize = 20;
    if memory.len() < PARTS {
        return 0;
    }
    let part =
        |nth: usize| &memory[nth * memory.len() / PARTS..][..memory.len() / PARTS];
    let mean = |part: &[u64]| part.iter().sum::<u64>() / part.len() as u64;
    let means: Vec<_> = (0..PARTS).map(|nth| mean(part(nth))).collect();
    let (least, most) = (means[0], means.iter().copied().max().unwrap_or(0));
    let grew = most.saturating_sub(least);
    let top = means.iter().position(|mean| *mean == most).unwrap_or(0);
    let in_the_middle = means[..top]
        .iter()
        .filter(|mean| (least + grew / 5..least + grew * 4 / 5).contains(mean))
        .count();
    if grew > least && in_the_middle >= 3 { grew } else { 0 }
}

/// The cores that this process may use: affinity and a quota counted in.
pub(crate) fn cores_usable() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_that_grows_little_by_little_is_told_from_memory_that_is_taken_at_once() {
        let grows: Vec<u64> = (0..100).map(|nth| 100 + nth * 10).collect();
        assert!(grew(&grows) > 800);
        let and_drains: Vec<u64> =
            (0..100_u64).map(|nth| 100 + 10 * nth.min(99 - nth)).collect();
        assert!(grew(&and_drains) > 300);
        let at_once: Vec<u64> =
            (0..100).map(|nth| if nth < 10 { 100 } else { 900 }).collect();
        assert_eq!(grew(&at_once), 0);
        assert_eq!((grew(&[100; 100]), grew(&[1, 900])), (0, 0));
    }
}
