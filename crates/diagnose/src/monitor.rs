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

/// By how much memory grew from the first quarter of the time to the last, if it did so
/// steadily, and at least doubled.
fn grew(memory: &[u64]) -> u64 {
    let quarter = memory.len() / 4;
    if quarter == 0 {
        return 0;
    }
    let means: Vec<_> = memory
        .chunks(quarter)
        .take(4)
        .map(|part| part.iter().sum::<u64>() / part.len() as u64)
        .collect();
    let steps: Vec<_> =
        means.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
    let all: u64 = steps.iter().sum();
    let steady = steps.iter().all(|step| step * 2 >= all / 3) && all > means[0];
    if steady { all } else { 0 }
}

/// The cores that this process may use: affinity and a quota counted in.
pub(crate) fn cores_usable() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
}
