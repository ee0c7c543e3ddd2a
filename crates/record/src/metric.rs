//! What a sample measured, and its unit.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use crate::format::Measured;

/// What a sample measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Wall-clock time, in nanoseconds.
    Wall,
    /// CPU time in user code, in nanoseconds.
    User,
    /// CPU time in the kernel, in nanoseconds.
    System,
    /// CPU time, user and kernel, in nanoseconds.
    Cpu,
    /// Voluntary context switches.
    Voluntary,
    /// Involuntary context switches.
    Involuntary,
    /// Peak resident memory, in bytes.
    PeakRss,
    /// Most threads alive.
    PeakThreads,
    /// Most files and connections open.
    PeakOpenFiles,
    /// What the experiment measured itself, by name: see [`Measured::own`].
    Own(&'static str),
}

/// What a metric is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Nanoseconds.
    Time,
    /// Bytes.
    Bytes,
    /// How many.
    Count,
}

impl Metric {
    /// What the harness measures of every sample, by the names that data files and
    /// directives use.
    pub const COMMON: [(&'static str, Self); 9] = [
        ("wall", Self::Wall),
        ("cpu", Self::Cpu),
        ("user", Self::User),
        ("system", Self::System),
        ("voluntary", Self::Voluntary),
        ("involuntary", Self::Involuntary),
        ("memory", Self::PeakRss),
        ("threads", Self::PeakThreads),
        ("files", Self::PeakOpenFiles),
    ];

    /// The metric of this name: a common one, else a measure of the experiment's own.
    ///
    /// ```
    /// use record::Metric;
    /// assert_eq!(Metric::named("cpu"), Metric::Cpu);
    /// assert_eq!(Metric::named("connect_ns"), Metric::Own("connect_ns"));
    /// ```
    pub fn named(name: &str) -> Self {
        let common = Self::COMMON.iter().find(|(known, _)| *known == name);
        common.map_or_else(|| Self::Own(interned(name)), |(_, metric)| *metric)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own(name) => name,
            _ => Self::COMMON
                .iter()
                .find(|(_, metric)| *metric == self)
                .map_or("", |(name, _)| name),
        }
    }

    /// This metric of a sample; `None` where it could not be read.
    pub fn of(self, measured: &Measured) -> Option<f64> {
        let value = match self {
            Self::Wall => measured.wall_ns,
            Self::User => measured.user_ns,
            Self::System => measured.system_ns,
            Self::Cpu => measured.user_ns + measured.system_ns,
            Self::Voluntary => measured.voluntary_switches,
            Self::Involuntary => measured.involuntary_switches,
            Self::PeakRss => measured.peak_rss_bytes?,
            Self::PeakThreads => measured.peak_threads?,
            Self::PeakOpenFiles => measured.peak_open_files?,
            Self::Own(name) => *measured.own.get(name)?,
        };
        Some(value as f64)
    }

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::Wall | Self::User | Self::System | Self::Cpu => Unit::Time,
            Self::PeakRss => Unit::Bytes,
            Self::Own(name) if name.ends_with("_ns") => Unit::Time,
            Self::Own(name) if name.ends_with("_bytes") => Unit::Bytes,
            Self::Voluntary
            | Self::Involuntary
            | Self::PeakThreads
            | Self::PeakOpenFiles
            | Self::Own(_) => Unit::Count,
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The same name for as long as the program runs, so that a metric can be copied.
/// There are as many as experiments have columns.
fn interned(name: &str) -> &'static str {
    static NAMES: LazyLock<Mutex<BTreeSet<&'static str>>> =
        LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let name: &'static str = Box::leak(name.into());
    names.insert(name);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_experiments_own_measure_has_the_unit_that_its_name_ends_in() {
        let units = ["connect_ns", "per_request_bytes", "attempts"]
            .map(|name| Metric::named(name).unit());
        assert_eq!(units, [Unit::Time, Unit::Bytes, Unit::Count]);
    }

    #[test]
    fn every_metric_is_found_again_by_its_name() {
        let all = Metric::COMMON.map(|(_, metric)| metric);
        for metric in all.into_iter().chain([Metric::Own("attempts")]) {
            assert_eq!(Metric::named(metric.name()), metric);
        }
    }
}
