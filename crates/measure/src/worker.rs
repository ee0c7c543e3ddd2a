//! The worker processes that a strategy may start.
//!
//! The operating system adds a worker's CPU time and switches to its parent's,
//! but not its memory. So every worker leaves a line with its peak in a file
//! that the harness names in an environment variable.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::counters;

/// The environment variable that names the file for reports.
pub const REPORTS: &str = "MEASURE_WORKER_REPORTS";

/// What one worker says of itself as it ends.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    peak_rss_bytes: Option<u64>,
}

/// Leaves this worker's report. Outside a measurement it does nothing.
pub fn report() -> std::io::Result<()> {
    let Some(path) = std::env::var_os(REPORTS) else {
        return Ok(());
    };
    let report = Report { peak_rss_bytes: counters::peak_rss_bytes() };
    let mut line = serde_json::to_vec(&report)?;
    line.push(b'\n');
    // One write in append mode: lines of workers that end together do not mix.
    OpenOptions::new().create(true).append(true).open(path)?.write_all(&line)
}

/// The peak memory of all the workers that left a report.
pub fn sum_of_reports(path: &Path) -> u64 {
    let lines = fs::read_to_string(path).unwrap_or_default();
    let reports =
        lines.lines().filter_map(|line| serde_json::from_str::<Report>(line).ok());
    reports.map(|report| report.peak_rss_bytes.unwrap_or(0)).sum()
}
