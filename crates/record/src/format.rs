//! The types of a record. Their JSON is a published format.
//!
//! Every time is in integer nanoseconds and every size in bytes, and the name
//! of a field says so. A field that is added must be optional; a field that
//! changes its meaning, or goes, raises [`SCHEMA_VERSION`]. A reader refuses
//! versions and fields that it does not know.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::settings::Settings;

/// The version of the format that this crate reads and writes.
pub const SCHEMA_VERSION: u32 = 2;

/// The version of what a measurement means. It rises when the same sample would be
/// described by another number: `book/method.md` has a line for each version.
pub const METHOD: u32 = 2;

/// One experiment, measured once on one machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this format.
    pub schema_version: u32,
    /// The chapter's crate, for example `io-bound`.
    pub chapter: String,
    /// The experiment's name, unique within its chapter.
    pub experiment: String,
    /// How thoroughly it was measured.
    pub profile: Profile,
    /// The values that the workload was built from.
    pub settings: Settings,
    /// The settings that differ from the profile's because somebody asked for
    /// it, by name. A page that shows such a record says so.
    pub overrides: Vec<String>,
    /// The key of the row that the others are compared with.
    pub baseline: String,
    /// The time below which no strategy can get, where the workload has one.
    pub ideal: Option<Ideal>,
    /// The answer that every sample had to give; null where it cannot be known
    /// beforehand (a real URL) or is not the same for all rows (a sweep).
    pub expected_answer: Option<u64>,
    /// The program that measured.
    pub build: Build,
    /// The machine it ran on.
    pub environment: Environment,
    /// How quiet that machine was.
    pub conditions: Conditions,
    /// When the first sample began, UTC, as in RFC 3339.
    pub started_utc: String,
    /// From the first sample's start to the last one's end.
    pub duration_ns: u64,
    /// The seed of the shuffles.
    pub seed: u64,
    /// The rounds in the order taken. Round 0 is the warm-up, where there is one.
    pub rounds: Vec<Round>,
    /// One row a strategy (and a parameter's value), in the order of the page.
    pub rows: Vec<Row>,
    /// What some rows did when: runs of their own after the rounds, several of a
    /// row that a claim needs them for. Absent where none were taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traces: Vec<Trace>,
}

/// How thoroughly an experiment is measured.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// The smallest run that exercises everything; for tests. Shows nothing.
    Smoke,
    /// The whole book in a few minutes; what a build of the book uses.
    Quick,
    /// The sources' own sizes and enough rounds for narrow intervals.
    Full,
}

impl Profile {
    /// Every profile, from the smallest.
    pub const ALL: [Self; 3] = [Self::Smoke, Self::Quick, Self::Full];

    /// The name used in configuration files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Smoke => "smoke",
            Self::Quick => "quick",
            Self::Full => "full",
        }
    }
}

/// The time below which no strategy can get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ideal {
    /// What it is, for example "one latency".
    pub label: String,
    /// How long it takes.
    pub wall_ns: u64,
}

/// One pass over the strategies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The round's number; 0 is the warm-up.
    pub round: u32,
    /// The keys of the rows in the shuffled order in which they ran.
    pub order: Vec<String>,
}

/// A strategy, at one value of the parameter where one is swept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What directives and flags call it, for example `pool-5`.
    pub key: String,
    /// What charts and tables call it.
    pub label: String,
    /// The file that holds the strategy, relative to its chapter's crate.
    pub source: String,
    /// The family of strategies that it belongs to, or the series of a sweep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The wall time that a model predicts for this row, where there is a model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicted_wall_ns: Option<u64>,
    /// Whether the row is there to show how it fails. It is then run once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub meant_to_fail: bool,
    /// Settings of this row alone, such as its number of workers.
    pub settings: Settings,
    /// Every sample taken, warm-up included.
    pub samples: Vec<Sample>,
}

/// One run of one strategy in a process of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// The round it belongs to; 0 is the warm-up.
    pub round: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It ended in time, with the right answer.
    Ok(Measured),
    /// It did not.
    Failed(Failure),
}

/// What was measured of a sample, over the work alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Time on a monotonic clock.
    pub wall_ns: u64,
    /// CPU time in user code, worker processes included.
    pub user_ns: u64,
    /// CPU time in the kernel, worker processes included.
    pub system_ns: u64,
    /// Switches because a thread had to wait, worker processes included.
    pub voluntary_switches: u64,
    /// Switches because the kernel wanted the core, worker processes included.
    pub involuntary_switches: u64,
    /// Peak resident memory, summed over the process and its workers; pages
    /// that they share are counted once for each. Null where unreadable.
    pub peak_rss_bytes: Option<u64>,
    /// The most threads seen alive at once in the process, plus those of its
    /// workers. Seen by polling, so a lower bound. Null where unreadable.
    pub peak_threads: Option<u64>,
    /// The most files and connections seen open at once in the process. Seen by
    /// polling, so a lower bound. Absent where unreadable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_open_files: Option<u64>,
    /// What the strategy answered.
    pub answer: u64,
    /// What the experiment measured besides, by name. A name that ends in `_ns`
    /// or `_bytes` has that unit; any other is a count. Absent where there is none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, u64>,
}

/// What one row did when, in a run of its own that was not timed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// The row's key.
    pub row: String,
    /// How long the traced run took: with a timed sample beside it, what tracing
    /// costs. Absent where the run failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall_ns: Option<u64>,
    /// The spans, by their beginning.
    pub spans: Vec<Span>,
}

/// From when to when a task did something, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// What it worked on, for example a URL: the task's name within its process.
    pub task: String,
    /// What it did.
    pub phase: Phase,
    /// The operating system's number of the process.
    pub process: u32,
    /// The operating system's number of the thread on which it began.
    pub thread: u64,
    /// When it began: nanoseconds since the trace's first beginning.
    pub begin_ns: u64,
    /// When it ended, on the same clock.
    pub end_ns: u64,
}

/// What a task does in a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It waits for somebody else.
    Waiting,
    /// It computes, on a core.
    Computing,
    /// It could go on, and waits for its turn: for a core that the kernel has
    /// given to somebody else, or in the queue of its runtime.
    Ready,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Computing, Self::Ready];
}

/// Why a sample has no measurement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// What the strategy, or the harness, said of it.
    pub message: String,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The strategy returned an error.
    Error,
    /// The strategy panicked.
    Panicked,
    /// It was still running at its deadline, and was killed.
    TimedOut,
    /// A signal ended it.
    Killed,
    /// It ended in time with an answer that is not the expected one.
    WrongAnswer,
    /// Its process could not be started or spoke nonsense.
    Harness,
}

impl FailureKind {
    /// The kind in words, as tables print it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Panicked => "panicked",
            Self::TimedOut => "timed out",
            Self::Killed => "killed",
            Self::WrongAnswer => "wrong answer",
            Self::Harness => "harness failure",
        }
    }
}

/// The program that measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// What the numbers depend on: files, libraries and the release profile by name,
    /// each with a hash or a version; see `crates/fingerprint`. Empty in a record of
    /// version 1, which had one hash for a whole chapter.
    pub depends_on: BTreeMap<String, String>,
    /// The version of what a number means: [`METHOD`].
    pub method: u32,
    /// `rustc --version`.
    pub rustc: String,
    /// The target triple.
    pub target: String,
    /// Cargo's `opt-level`.
    pub opt_level: String,
    /// `RUSTFLAGS`, empty where none were set.
    pub rustflags: String,
    /// The commit checked out; with a reason where there is none.
    pub git_commit: Reading<String>,
    /// Whether tracked files differed from that commit.
    pub git_dirty: Reading<bool>,
}

/// The machine that measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// The processor's name.
    pub cpu_model: Reading<String>,
    /// Cores that the operating system has online.
    pub cores_online: Reading<u64>,
    /// Cores that this process may use: affinity and cgroup limits counted in.
    pub cores_usable: u64,
    /// Main memory.
    pub memory_bytes: Reading<u64>,
    /// The operating system's name and version.
    pub os: Reading<String>,
    /// The kernel's release.
    pub kernel: Reading<String>,
    /// The frequency governor of the first core.
    pub governor: Reading<String>,
    /// The hypervisor, or "none".
    pub hypervisor: Reading<String>,
    /// The soft limit on open files.
    pub open_files_limit: Reading<u64>,
}

/// How quiet the machine was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// The one-minute load average just before the first sample.
    pub load_1min_before: Reading<f64>,
    /// CPU time used meanwhile by processes that are not the experiment's, as
    /// a share of all cores' time.
    pub others_cpu_share: Reading<f64>,
    /// CPU time that the hypervisor gave to other guests, as a share of all
    /// cores' time.
    pub stolen_cpu_share: Reading<f64>,
    /// CPU time for which the quota of a control group held it back, as a share of all
    /// cores' time. Unknown in a record of method 1.
    #[serde(default)]
    pub throttled_cpu_share: Reading<f64>,
}

/// A value, or null with the reason why it could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading<T> {
    /// The value; null where it could not be read.
    pub value: Option<T>,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl<T> Reading<T> {
    /// A value that was read.
    pub fn of(value: T) -> Self {
        Self { value: Some(value), reason: None }
    }

    /// A value that could not be read, and why.
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self { value: None, reason: Some(reason.into()) }
    }
}

/// A value that nobody tried to read.
impl<T> Default for Reading<T> {
    fn default() -> Self {
        Self::unknown("it was not read")
    }
}

impl<T, E: std::fmt::Display> From<Result<T, E>> for Reading<T> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(value) => Self::of(value),
            Err(error) => Self::unknown(error.to_string()),
        }
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Reading<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.value, &self.reason) {
            (Some(value), _) => write!(out, "{value}"),
            (None, Some(reason)) => write!(out, "unknown ({reason})"),
            (None, None) => write!(out, "unknown"),
        }
    }
}

impl Record {
    /// The row with this key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// The first trace of the row with this key: the one that is drawn.
    pub fn trace(&self, row: &str) -> Option<&Trace> {
        self.traces.iter().find(|trace| trace.row == row)
    }

    /// The rounds that count: all but the warm-up.
    pub fn timed_rounds(&self) -> usize {
        self.rounds.iter().filter(|round| round.round > 0).count()
    }
}

impl Row {
    /// What was measured in the rounds that count, with the round's number.
    pub fn measured(&self) -> impl Iterator<Item = (u32, &Measured)> {
        self.samples.iter().filter_map(|sample| match &sample.outcome {
            Outcome::Ok(measured) if sample.round > 0 => Some((sample.round, measured)),
            _ => None,
        })
    }

    /// Every failure, warm-up included.
    pub fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.samples.iter().filter_map(|sample| match &sample.outcome {
            Outcome::Failed(failure) => Some(failure),
            Outcome::Ok(_) => None,
        })
    }

    /// Why it has no value, where it has none: how it failed last, or that it was
    /// not measured.
    pub fn why_not(&self) -> &'static str {
        self.failures().last().map_or("not measured", |failure| failure.kind.words())
    }
}
