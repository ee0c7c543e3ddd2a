//! What makes a run doubtful, and the remedy.
//!
//! A noisy run is flagged, never hidden: its numbers stand, with the warning
//! beside them. The thresholds are the method's, not the machine's.

use record::{Metric, Record, Row, stats};

/// Middle half of a row's times, over their median, above which it is "spread".
const SPREAD: f64 = 0.15;
/// Share of all cores that other processes may use.
const OTHERS: f64 = 0.10;
/// Share of all cores that the hypervisor may take.
const STOLEN: f64 = 0.02;
/// Share of all cores for which a quota may hold it back.
const THROTTLED: f64 = 0.01;
/// Load before the run, per usable core.
const LOAD_PER_CORE: f64 = 0.5;
/// Involuntary switches of a sample, over its row's median, above which
/// other threads wanted its core more than is usual for that row.
const PREEMPTIONS: f64 = 50.0;

/// One doubt about a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// The build was not optimised.
    NotOptimised,
    /// Fewer rounds than an interval needs.
    TooFewRounds(usize),
    /// The middle half of these rows' times is wide.
    Spread(Vec<String>),
    /// Samples of these rows failed.
    Failures(Vec<String>),
    /// The machine was busy before the run began.
    LoadBefore(f64),
    /// Other processes used the processor meanwhile.
    Others(f64),
    /// The hypervisor gave the processor to other guests.
    Stolen(f64),
    /// The quota of a control group held it back.
    Throttled(f64),
    /// Samples of these rows lost their core far more often than the others.
    Preempted(Vec<String>),
    /// The frequency governor saves power.
    Governor(String),
}

impl Warning {
    /// Whether a machine's results should not be promoted with this doubt. The
    /// others are facts about the machine, which a record may well state.
    pub fn forbids_recording(&self) -> bool {
        !matches!(self, Self::Governor(_) | Self::Preempted(_) | Self::Spread(_))
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotOptimised => "run with `cargo run --release`",
            Self::TooFewRounds(_) => {
                "measure with `--fresh`, and with the quick or the full profile"
            }
            Self::Spread(_) => {
                "measure with `--fresh --profile full`, or more `--rounds`: they narrow the interval"
            }
            Self::Failures(_) => "read the row's message; the other rows stand",
            Self::LoadBefore(_) => {
                "let the load settle, then measure again with `--fresh`"
            }
            Self::Others(_) => {
                "close other programs, then measure again with `--fresh`"
            }
            Self::Stolen(_) => {
                "the host is shared: repeat at a quieter time and compare ratios, not times"
            }
            Self::Throttled(_) => {
                "raise the container's limit on the processor, or measure outside it"
            }
            Self::Preempted(_) => {
                "close other programs; the interval says how much it matters"
            }
            Self::Governor(_) => {
                "set the governor to `performance`, or plug in the charger"
            }
        }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |share: &f64| format!("{:.0} %", share * 100.0);
        match self {
            Self::NotOptimised => write!(out, "measured without optimisation"),
            Self::TooFewRounds(rounds) => {
                write!(out, "{rounds} rounds are too few for an interval")
            }
            Self::Spread(rows) => {
                write!(out, "times spread widely in {}", rows.join(", "))
            }
            Self::Failures(rows) => {
                write!(out, "samples failed in {}", rows.join(", "))
            }
            Self::LoadBefore(load) => {
                write!(out, "the load was {load:.1} before the run")
            }
            Self::Others(share) => {
                write!(out, "other programs used {} of the processor", percent(share))
            }
            Self::Stolen(share) => {
                write!(out, "the hypervisor took {} of the processor", percent(share))
            }
            Self::Throttled(share) => {
                write!(
                    out,
                    "the container's quota held back {} of the processor",
                    percent(share)
                )
            }
            Self::Preempted(rows) => {
                write!(
                    out,
                    "samples lost their core to other threads in {}",
                    rows.join(", ")
                )
            }
            Self::Governor(governor) => {
                write!(out, "the frequency governor is `{governor}`")
            }
        }
    }
}

/// Every doubt about a record.
pub fn warnings(record: &Record) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if matches!(record.build.opt_level.as_str(), "0" | "1") {
        warnings.push(Warning::NotOptimised);
    }
    if record.timed_rounds() < stats::FEWEST_FOR_AN_INTERVAL {
        warnings.push(Warning::TooFewRounds(record.timed_rounds()));
    }
    let rows_where = |doubtful: &dyn Fn(&Row) -> bool| -> Vec<String> {
        record
            .rows
            .iter()
            .filter(|row| doubtful(row))
            .map(|row| row.key.clone())
            .collect()
    };
    let spread = rows_where(&|row| {
        stats::summary(&stats::values(row, Metric::Wall))
            .is_some_and(|times| (times.q75 - times.q25) / times.median > SPREAD)
    });
    if !spread.is_empty() {
        warnings.push(Warning::Spread(spread));
    }
    let failed =
        rows_where(&|row| !row.meant_to_fail && row.failures().next().is_some());
    if !failed.is_empty() {
        warnings.push(Warning::Failures(failed));
    }
    let preempted = rows_where(&|row| {
        let switches = stats::values(row, Metric::Involuntary);
        stats::summary(&switches)
            .is_some_and(|all| all.max > 2.0 * all.median + PREEMPTIONS)
    });
    if !preempted.is_empty() {
        warnings.push(Warning::Preempted(preempted));
    }
    let cores = record.environment.cores_usable as f64;
    let conditions = &record.conditions;
    if let Some(load) = conditions.load_1min_before.value
        && load > LOAD_PER_CORE * cores
    {
        warnings.push(Warning::LoadBefore(load));
    }
    if let Some(share) = conditions.others_cpu_share.value
        && share > OTHERS
    {
        warnings.push(Warning::Others(share));
    }
    if let Some(share) = conditions.stolen_cpu_share.value
        && share > STOLEN
    {
        warnings.push(Warning::Stolen(share));
    }
    if let Some(share) = conditions.throttled_cpu_share.value
        && share > THROTTLED
    {
        warnings.push(Warning::Throttled(share));
    }
    if let Some(governor) = &record.environment.governor.value
        && governor.contains("powersave")
    {
        warnings.push(Warning::Governor(governor.clone()));
    }
    warnings
}
