//! What else used the processor during a measurement.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use record::{Conditions, Reading};

use crate::quota;
use crate::ticks::MachineTime;

/// The one-minute load average.
pub fn load_1min() -> f64 {
    sysinfo::System::load_average().one
}

/// Watches how quiet the machine is while an experiment runs.
pub struct Quietness {
    load_1min_before: Reading<f64>,
    ticks: Result<MachineTime, String>,
    own_ns: u64,
    throttled_ns: Result<u64, String>,
}

impl Quietness {
    /// Begins to watch. Right after another experiment, the load before this one
    /// is that one's, and says nothing of the machine.
    pub fn begin(right_after_another: bool) -> Self {
        let load_1min_before = if right_after_another {
            Reading::unknown("another experiment ran until just before")
        } else {
            Reading::of(load_1min())
        };
        Self {
            load_1min_before,
            ticks: MachineTime::now(),
            own_ns: children_ns(),
            throttled_ns: quota::throttled_ns(),
        }
    }

    /// What it was like since then. CPU time of the harness's children (samples
    /// and services that have ended by now) is the experiment's own; all other is not.
    pub fn end(self) -> Conditions {
        let shares = || -> Result<(f64, f64), String> {
            let (before, after) =
                (self.ticks.as_ref().map_err(Clone::clone)?, MachineTime::now()?);
            let all = after.all_ns.saturating_sub(before.all_ns).max(1) as f64;
            let own = children_ns().saturating_sub(self.own_ns) as f64;
            let busy = after.busy_ns.saturating_sub(before.busy_ns) as f64;
            let stolen = after.stolen_ns.saturating_sub(before.stolen_ns) as f64;
            Ok(((busy - own).max(0.0) / all, stolen / all))
        };
        let throttled = || -> Result<f64, String> {
            let (before, after) =
                (self.ticks.as_ref().map_err(Clone::clone)?, MachineTime::now()?);
            let all = after.all_ns.saturating_sub(before.all_ns).max(1) as f64;
            let earlier = *self.throttled_ns.as_ref().map_err(Clone::clone)?;
            Ok(quota::throttled_ns()?.saturating_sub(earlier) as f64 / all)
        };
        let throttled_cpu_share = throttled().into();
        let (others, stolen) = match shares() {
            Ok((others, stolen)) => (Reading::of(others), Reading::of(stolen)),
            Err(error) => (Reading::unknown(error.clone()), Reading::unknown(error)),
        };
        Conditions {
            load_1min_before: self.load_1min_before,
            others_cpu_share: others,
            stolen_cpu_share: stolen,
            throttled_cpu_share,
        }
    }
}

fn children_ns() -> u64 {
    let spent = |who| {
        getrusage(who).map_or(0, |usage| {
            (usage.user_time().num_nanoseconds()
                + usage.system_time().num_nanoseconds())
            .unsigned_abs()
        })
    };
    spent(UsageWho::RUSAGE_SELF) + spent(UsageWho::RUSAGE_CHILDREN)
}
