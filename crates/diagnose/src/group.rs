//! The control group that shares out the processor to a process: cgroups(7).

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

/// A group at one moment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Its folder.
    pub(crate) folder: PathBuf,
    /// How many cores its quota allows, on average; `None` without a quota.
    pub(crate) quota_cores: Option<f64>,
    /// For how long its processes were held back so far, and in how many of the periods.
    pub(crate) throttled: Throttled,
}

/// What a quota held back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema, Serialize)]
pub(crate) struct Throttled {
    /// Summed over the cores.
    pub(crate) time_ns: u64,
    /// Periods of the quota in which it was used up.
    pub(crate) periods: u64,
    /// All of them.
    pub(crate) of_periods: u64,
}

impl Throttled {
    pub(crate) fn since(self, earlier: Self) -> Self {
        Self {
            time_ns: self.time_ns.saturating_sub(earlier.time_ns),
            periods: self.periods.saturating_sub(earlier.periods),
            of_periods: self.of_periods.saturating_sub(earlier.of_periods),
        }
    }
}
