//! What was found out about a program, and what to do about it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::speed_up::SpeedUp;

/// A page of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(crate) struct Page {
    pub(crate) file: &'static str,
    pub(crate) title: &'static str,
}

macro_rules! pages {
    ($($name:ident = $file:literal, $title:literal;)*) => {
        $(pub(crate) const $name: Page = Page { file: $file, title: $title };)*
        /// All that findings lead to.
        #[cfg(test)]
        pub(crate) const PAGES: &[Page] = &[$($name),*];
    };
}

pages! {
    KINDS = "concurrency-vs-parallelism-kinds.md", "What one costs";
    LIMITS = "concurrency-vs-parallelism-limits.md", "The limits";
    IO = "io-bound.md", "IO-bound: when the program waits";
    BREAKDOWN = "io-bound-breakdown.md", "Where does the rest go?";
    SMALL_WRITES = "io-bound-small-writes.md", "Forty milliseconds";
    WORKERS = "io-bound-workers.md", "How many workers?";
    CLIENTS = "io-bound-clients.md", "Async or threads: what exactly is faster?";
    AWAIT = "io-bound-await.md", "Await in a loop";
    IN_FLIGHT = "io-bound-in-flight.md", "How many in flight?";
    IO_YIELDING = "io-bound-yielding.md", "One task that never yields";
    POLITENESS = "io-bound-politeness.md", "Being a good client";
    FILES = "io-bound-files.md", "Files: cached or not";
    IO_PAYS = "io-bound-pays.md", "Does it pay?";
    CPU = "cpu-bound.md", "CPU-bound: when the program computes";
    SCALING = "cpu-bound-scaling.md", "Why not n times faster?";
    IMBALANCE = "cpu-bound-imbalance.md", "What if tasks differ in size?";
    CHUNKS = "cpu-bound-chunks.md", "How large a chunk?";
    NOT_PARALLEL = "cpu-bound-concurrency.md", "Concurrency is not parallelism here";
    SHARING = "cpu-bound-sharing.md", "What sharing costs";
    PRINTING = "cpu-bound-printing.md", "println! in a loop";
    MEMORY = "cpu-bound-memory.md", "Memory bandwidth";
    ALLOCATING = "cpu-bound-allocating.md", "The allocator";
    LOCKS = "cpu-bound-locks.md", "Which lock?";
    CROWD = "cpu-bound-oversubscription.md", "More threads than cores";
    ONE_CORE = "cpu-bound-one-core.md", "First make one core fast";
    RELEASE = "cpu-bound-release.md", "Without --release";
    CPU_PAYS = "cpu-bound-pays.md", "Does it pay to compute at once?";
    MIXED = "mixed.md", "Mixed: a crawler waits and computes";
    BALANCE = "mixed-balance.md", "Where does it turn from waiting to computing?";
    CHANNELS = "mixed-channels.md", "Which channel?";
    BACKPRESSURE = "mixed-backpressure.md", "Bounded or unbounded: backpressure";
    IDLE = "mixed-idle.md", "Polling, spinning and blocking";
    POOLS = "mixed-pools.md", "Pools in pools: rayon beside Tokio";
    HANGS = "mixed-hangs.md", "What hangs: deadlocks";
    WRITERS = "mixed-writers.md", "SQLite: one writer";
    PLACES = "mixed-places.md", "How large a connection pool?";
    QUOTA = "mixed-quota.md", "In a container: a CPU quota";
    PYTHON_LOCK = "coming-from-python-lock.md", "The lock itself";
    DIAGNOSE = "recommendations-diagnose.md", "Which one is your program?";
}

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Hangs,
    OutOfFiles,
    Failed,
    TooShort,
    Throttled,
    DelayedAcknowledgement,
    BlockedRuntime,
    WaitsForPerson,
    WaitsForClients,
    WaitsForLocks,
    Waits,
    SmallWrites,
    ShortLivedProcesses,
    OneAtATime,
    HandOffs,
    Yields,
    PageFaults,
    Copies,
    FreshConnections,
    InTheKernel,
    TooManyThreads,
    MayPoll,
    DebugBuild,
    Mixed,
    OneCore,
    SeveralCores,
    AllCores,
    MemoryGrows,
}

impl Kind {
    /// It says what the computing is, not only on how many cores it is done.
    pub(crate) fn is_a_cause(self) -> bool {
        !matches!(
            self,
            Self::TooShort
                | Self::Waits
                | Self::Mixed
                | Self::MayPoll
                | Self::DebugBuild
                | Self::OneCore
                | Self::SeveralCores
                | Self::AllCores
        )
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    /// The rest of a sentence that begins with the program's name.
    pub(crate) says: String,
    pub(crate) because: String,
    /// What to do about it.
    pub(crate) advice: String,
    /// What would show that it is wrong.
    pub(crate) refuted_by: &'static str,
    /// The pages that measure the same.
    pub(crate) pages: Vec<Page>,
    pub(crate) speed_up: SpeedUp,
}

/// A finding of a rule.
pub(crate) fn finding(
    kind: Kind,
    says: impl Into<String>,
    because: impl Into<String>,
    advice: impl Into<String>,
    refuted_by: &'static str,
    pages: &[Page],
    speed_up: SpeedUp,
) -> Finding {
    Finding {
        kind,
        says: says.into(),
        because: because.into(),
        advice: advice.into(),
        refuted_by,
        pages: pages.to_vec(),
        speed_up,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_pages_are_there_and_have_these_titles() {
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
        let summary = fs::read_to_string(book.join("SUMMARY.md")).expect("readable");
        for page in PAGES {
            let line = format!("[{}]({})", page.title, page.file);
            assert!(summary.contains(&line), "{line}");
        }
    }
}
