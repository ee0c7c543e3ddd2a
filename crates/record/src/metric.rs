//! What can be asked of a sample, and its unit.

use serde::Serialize;

use crate::format::Measured;

/// What can be asked of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_experiments_own_measure_has_the_unit_that_its_name_ends_in() {
        let units = ["connect_ns", "per_request_bytes", "attempts"]
            .map(|name| Metric::Own(name).unit());
        assert_eq!(units, [Unit::Time, Unit::Bytes, Unit::Count]);
    }
}
