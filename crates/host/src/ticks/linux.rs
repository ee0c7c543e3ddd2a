//! The machine's CPU time: `/proc/stat` (proc_stat(5)).

use procfs::{CurrentSI as _, KernelStats};

use super::MachineTime;

pub(super) fn now() -> Result<MachineTime, String> {
    let total = KernelStats::current().map_err(|error| error.to_string())?.total;
    let ns = |ticks: u64| ticks * (1_000_000_000 / procfs::ticks_per_second());
    let interrupts = total.irq.unwrap_or(0) + total.softirq.unwrap_or(0);
    let busy = total.user + total.nice + total.system + interrupts;
    let stolen = total.steal.unwrap_or(0);
    let all = busy + total.idle + total.iowait.unwrap_or(0) + stolen;
    Ok(MachineTime { busy_ns: ns(busy), stolen_ns: ns(stolen), all_ns: ns(all) })
}
