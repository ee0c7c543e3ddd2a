//! The machine's CPU time: `/proc/stat` (proc_stat(5)).

use procfs::{CurrentSI as _, KernelStats};

/// The machine's CPU time so far, in nanoseconds over all cores.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "a unit belongs to a name")]
pub(crate) struct MachineTime {
    pub(crate) busy_ns: u64,
    pub(crate) stolen_ns: u64,
    pub(crate) all_ns: u64,
}

impl MachineTime {
    pub(crate) fn now() -> Result<Self, String> {
        let total = KernelStats::current().map_err(|error| error.to_string())?.total;
        let ns = |ticks: u64| ticks * (1_000_000_000 / procfs::ticks_per_second());
        let interrupts = total.irq.unwrap_or(0) + total.softirq.unwrap_or(0);
        let busy = total.user + total.nice + total.system + interrupts;
        let stolen = total.steal.unwrap_or(0);
        let all = busy + total.idle + total.iowait.unwrap_or(0) + stolen;
        Ok(Self { busy_ns: ns(busy), stolen_ns: ns(stolen), all_ns: ns(all) })
    }
}
