//! What the chapter claims of keeping many.

use record::claim::{Claim, Quantity};
use record::{Metric, Unit};

/// The claims, in the order of the page.
pub(super) fn claims() -> Vec<Claim> {
    let own = |row| Quantity::Row(row, Metric::Own("each_bytes"));
    let all = |row| Quantity::Row(row, Metric::Own("each_all_bytes"));
    let kib = Quantity::Amount(1024.0, Unit::Bytes);
    vec![
        Claim::at_most(
            "a-task-is-small",
            "An async task that waits for one thing takes at most {} KiB.",
            own("tasks"),
            kib,
            1.0,
        ),
        Claim::at_most(
            "a-thread-is-no-two-mebibytes",
            "A thread takes at most {} KiB, the kernel's part included.",
            all("threads"),
            kib,
            100.0,
        ),
        Claim::at_least(
            "most-of-a-thread-is-the-kernels",
            "The kernel's part of a thread is at least {} times the thread's own.",
            Quantity::Row("threads", Metric::Own("each_kernel_bytes")),
            own("threads"),
            1.2,
        ),
        Claim::at_least(
            "a-thread-for-many-tasks-in-memory",
            "A thread takes at least {} times the memory of an async task.",
            all("threads"),
            all("tasks"),
            10.0,
        ),
        Claim::at_least(
            "a-process-for-many-threads-in-memory",
            "A process takes at least {} times the memory of a thread.",
            all("processes"),
            all("threads"),
            5.0,
        ),
    ]
}
