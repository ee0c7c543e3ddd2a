//! What a way of doing tasks costs.

/// What a way costs, in nanoseconds from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// Whatever the number of tasks: to start threads, to send a message there and back.
    pub fixed: u64,
    /// For each task more. For a way that uses several cores, what was measured with all of
    /// them.
    pub each: u64,
}

impl Costs {
    /// For this many tasks.
    pub(crate) fn of(self, tasks: u64) -> u64 {
        self.fixed + self.each * tasks
    }
}
