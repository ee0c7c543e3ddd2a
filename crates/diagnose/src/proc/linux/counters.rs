//! The processor's own counters, of a program that is about to be started:
//! perf_event_open(2), by the crate `perf-event2`.

use std::io;

use perf_event::events::{Event, Hardware};
use perf_event::{Builder, Counter};

use crate::counters::Counted;

/// Counters of the programs that this thread starts from now on, and of all that those
/// start; of none of this process's own threads.
pub(crate) struct Counters {
    instructions: Counter,
    cycles: Counter,
    cache_misses: Counter,
}

impl Counters {
    /// Fails where the machine has none, as in most virtual ones, or does not allow it.
    pub(crate) fn of_the_next() -> io::Result<Self> {
        Ok(Self {
            instructions: counter(Hardware::INSTRUCTIONS)?,
            cycles: counter(Hardware::CPU_CYCLES)?,
            cache_misses: counter(Hardware::CACHE_MISSES)?,
        })
    }

    /// What those have counted that have ended.
    pub(crate) fn read(&mut self) -> io::Result<Counted> {
        Ok(Counted {
            instructions: self.instructions.read()?,
            cycles: self.cycles.read()?,
            cache_misses: self.cache_misses.read()?,
        })
    }
}

/// One that children inherit, and that begins when one of them becomes another program: in
/// our own threads it never does.
fn counter(event: impl Event) -> io::Result<Counter> {
    Builder::new(event).inherit(true).enabled(false).enable_on_exec(true).build()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use perf_event::events::Software;

    use super::*;

    #[test]
    fn what_is_started_counts_and_what_starts_it_does_not() {
        // A software counter: every machine has those, though it may not allow them.
        let Ok(mut clock) = counter(Software::TASK_CLOCK) else { return };
        let busy = (0..20_000_000_u64).fold(0, |sum, n| std::hint::black_box(sum ^ n));
        std::hint::black_box(busy);
        assert_eq!(clock.read().expect("readable"), 0, "our own");
        let script = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done";
        let ended = Command::new("sh").args(["-c", script]).status();
        assert!(ended.expect("sh exists").success());
        assert!(clock.read().expect("readable") > 1_000_000, "in nanoseconds");
    }
}
