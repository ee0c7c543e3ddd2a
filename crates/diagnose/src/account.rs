//! What a process has used, with the children that it has waited for.

use crate::io::Io;
use crate::proc::Process;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) cpu_ns: u64,
    pub(crate) user_ns: u64,
    pub(crate) system_ns: u64,
    pub(crate) io: Io,
}

impl Account {
    /// A process's, with its reads and writes where they may be read.
    pub(crate) fn of(process: &Process, io: Option<Io>) -> Self {
        Self {
            cpu_ns: process.cpu_with_children_ns(),
            user_ns: process.user_ns + process.children_user_ns,
            system_ns: process.system_ns + process.children_system_ns,
            io: io.unwrap_or_default(),
        }
    }

    fn zip(self, other: Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            cpu_ns: combine(self.cpu_ns, other.cpu_ns),
            user_ns: combine(self.user_ns, other.user_ns),
            system_ns: combine(self.system_ns, other.system_ns),
            io: self.io.zip(other.io, combine),
        }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        self.zip(other, u64::saturating_add)
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        self.zip(other, u64::saturating_sub)
    }

    /// A share of everything.
    pub(crate) fn scaled(self, share: f64) -> Self {
        self.zip(self, |number, _| (number as f64 * share) as u64)
    }
}
