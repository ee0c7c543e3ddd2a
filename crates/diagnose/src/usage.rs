//! What a program has used, in the end.

use schemars::JsonSchema;
use serde::Serialize;

use crate::counters::Counted;
use crate::group::Throttled;
use crate::io::Io;
use crate::waiting::Waits;

/// What a program and its descendants used. `None` is what could not be read.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub(crate) struct Usage {
    /// By a monotonic clock.
    pub(crate) wall_ns: u64,
    /// CPU time in user code.
    pub(crate) user_ns: u64,
    /// CPU time in the kernel.
    pub(crate) system_ns: u64,
    /// CPU time of processes that were left running, in neither of the above.
    pub(crate) left_running_cpu_ns: u64,
    /// CPU time of children whose parents never waited for them, as far as it was
    /// seen, in none of the above.
    #[serde(rename = "not_told_cpu_ns")]
    pub(crate) unaccounted_cpu_ns: u64,
    /// Processes that were left running.
    pub(crate) left_running: Option<u64>,
    /// Ready to run while no core was free, summed over the threads.
    pub(crate) ready_ns: Option<u64>,
    /// The most processes seen at once.
    pub(crate) peak_processes: Option<u64>,
    /// The most threads seen at once, in all processes.
    pub(crate) peak_threads: Option<u64>,
    /// Context switches because a thread had to wait.
    pub(crate) voluntary_switches: Option<u64>,
    /// Context switches because the kernel wanted the core.
    pub(crate) involuntary_switches: Option<u64>,
    /// Pages of memory that the kernel gave when they were first touched.
    pub(crate) page_faults: Option<u64>,
    /// The most memory that one process had resident.
    pub(crate) peak_process_bytes: Option<u64>,
    /// The most memory seen resident in all processes at once. What they share
    /// counts in each.
    pub(crate) peak_together_bytes: Option<u64>,
    /// Bytes read and written.
    pub(crate) io: Option<Io>,
    /// By how much the memory seen in all processes grew, if it did so until the end.
    pub(crate) grew_bytes: u64,
    /// What its threads waited for.
    pub(crate) waits: Waits,
    /// What the quota of a control group held back.
    pub(crate) throttled: Throttled,
    /// How many cores such a quota allows.
    pub(crate) quota_cores: Option<f64>,
    /// Processes and threads that were started meanwhile, on the whole machine.
    pub(crate) started: Option<u64>,
    /// What the processor counted.
    pub(crate) counted: Option<Counted>,
    /// How long looking took.
    pub(crate) looking_ns: u64,
    /// How many snapshots were taken of the processes.
    #[serde(rename = "looks")]
    pub(crate) snapshots: u64,
}

impl Usage {
    /// All of the CPU time.
    pub(crate) fn cpu_ns(&self) -> u64 {
        self.user_ns
            + self.system_ns
            + self.left_running_cpu_ns
            + self.unaccounted_cpu_ns
    }
}
