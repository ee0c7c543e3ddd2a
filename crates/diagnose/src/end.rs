//! How a program ended, and what it had used by then.

use std::io;
use std::process::{Child, ExitStatus};
use std::time::Duration;

use anyhow::Result;

use crate::counters::Counted;
use crate::io::Io;
use crate::proc::{self, Counters, Process};
use crate::reaped::{ChildrenUsage, reap};
use crate::snapshot::Snapshot;

/// How a program ended.
pub(crate) struct End {
    pub(crate) status: ExitStatus,
    pub(crate) wall: Duration,
    /// By it, and by all that were waited for.
    pub(crate) used: ChildrenUsage,
    /// Of the same.
    pub(crate) io: Result<Io>,
    /// What the processor counted, where it does.
    pub(crate) counted: io::Result<Counted>,
    /// The descendants that it left running.
    pub(crate) left_running: u64,
    /// What those have used.
    pub(crate) left_running_cpu_ns: u64,
}

impl End {
    /// Waits for a program that has ended, or is about to, and for the orphans that
    /// have, and reads what the processor counted of them. Fails if another thread has
    /// waited for it.
    pub(crate) fn of(
        child: &mut Child,
        before: ChildrenUsage,
        wall: Duration,
        mut orphans: Io,
        counters: io::Result<Counters>,
    ) -> io::Result<Self> {
        let (status, io) = proc::io_of_children(|| child.wait());
        let status = status?;
        let us = std::process::id().cast_signed();
        let left = Snapshot::of_descendants(&[], false);
        for (pid, process) in &left.processes {
            if process.is_zombie && process.parent == us {
                orphans = orphans.plus(reap(*pid));
            }
        }
        Ok(Self {
            status,
            wall,
            used: ChildrenUsage::now().since(before),
            io: io.map(|io| io.plus(orphans)),
            counted: counters.and_then(|mut counters| counters.read()),
            left_running: left.alive().count() as u64,
            left_running_cpu_ns: left.alive().map(Process::cpu_with_children_ns).sum(),
        })
    }
}
