//! What a program's computing is.
//!
//! The thresholds of rates were chosen between programs that do a thing for its own sake
//! (a compiler's processes, a pool that is fed well) and programs that do little else.

use evidence::quantity;

use super::waiting;
use crate::counters::Counted;
use crate::facts::Facts;
use crate::finding::{self, Finding, Kind, Page, finding};
use crate::speed_up::{self, SpeedUp};
use crate::verdict::{Verdict, percent};

/// A quota that was used up in this share of its periods holds a program back.
const THROTTLED_PERIODS: f64 = 0.1;

/// Writes a second of CPU time, and the most bytes of each, from which on writing is what
/// a program does.
const SMALL_WRITES: (f64, f64) = (50_000.0, 512.0);

/// The bytes of a wake-up through eventfd(2).
const WAKE_UP: f64 = 8.0;

/// Processes and threads started a second of CPU time.
const STARTS: f64 = 500.0;

/// Switches a second of CPU time because a thread had to wait: every 100 µs. A program that
/// waits as well switches more for the same work.
const HAND_OFFS: f64 = 10_000.0;
const HAND_OFFS_MIXED: f64 = 40_000.0;
/// Where threads stand at one lock, fewer say the same.
const HAND_OFFS_IN_A_QUEUE: f64 = 500.0;

/// Switches a second of CPU time though a thread was ready to go on.
const YIELDS: f64 = 8_000.0;

/// Page faults a second of CPU time: one takes about half a microsecond, and 4 KiB.
const PAGE_FAULTS: f64 = 100_000.0;
const PAGE: u64 = 4096;

/// Bytes read and written a second of CPU time, by processes that talk to each other. Python
/// turns objects into bytes and back, which takes many times as long as copying them.
const COPIES: f64 = 500e6;
const COPIES_OF_PYTHON: f64 = 10e6;

/// From this share of the CPU time in the kernel, the kernel is what a program uses.
const MOSTLY_KERNEL: f64 = 0.5;

/// With less CPU time than this, starting a program is much of it.
const ENOUGH_CPU_NS: u64 = 150_000_000;

/// So many times the cores that there are are wanted by more threads than it takes.
const CROWD: f64 = 1.3;

/// Threads that compute, from which on there is a crowd.
const SEVERAL_WORKERS: f64 = 1.5;

/// Workers that stand at one word, on average, from which on it is a queue.
const QUEUE: f64 = 0.5;

/// A lock lets one through at a time: this many cores at most.
const ONE_THROUGH: f64 = 1.3;

fn rate(per_second: f64) -> String {
    quantity::count(per_second)
}

/// The quota of its control group holds it back.
pub(super) fn throttled(facts: &Facts<'_>) -> Option<Finding> {
    let throttled = facts.usage.throttled;
    let share = throttled.periods as f64 / throttled.of_periods.max(1) as f64;
    if share < THROTTLED_PERIODS || throttled.time_ns * 20 < facts.usage.wall_ns {
        return None;
    }
    let quota = facts.usage.quota_cores.map_or_else(String::new, |cores| {
        format!(" of {} cores", quantity::digits(cores))
    });
    Some(finding(
        Kind::Throttled,
        format!("is held back by its quota{quota}"),
        format!(
            "the quota was used up in {} of its periods, and threads were stopped for {} in \
             sum",
            percent(share),
            quantity::time(throttled.time_ns as f64)
        ),
        "have no more threads compute at once than the quota has cores: more of them use it \
         up early in each period, and then all stand still. One alone uses up less than a core: \
         then raise the quota",
        "with fewer threads, or a higher quota, it takes as long",
        &[finding::QUOTA, finding::CROWD],
        SpeedUp::none("No more than the quota allows, whatever the threads"),
    ))
}

/// It writes a few bytes with each of very many system calls.
pub(super) fn small_writes(facts: &Facts<'_>) -> Option<Finding> {
    let io = facts.usage.io?;
    let size = io.written_bytes as f64 / io.writes.max(1) as f64;
    let (least, most) = SMALL_WRITES;
    // An async runtime wakes its own threads with eight bytes.
    let wakes = facts.usage.waits.has_event_queue && (size - WAKE_UP).abs() < 0.5;
    // And a pool of processes sends small tasks through pipes.
    let sends = facts.is_python && facts.usage.peak_processes > Some(1);
    if wakes || sends {
        return None;
    }
    if !facts.computes_much() || facts.per_cpu_second(io.writes) < least || size > most
    {
        return None;
    }
    Some(finding(
        Kind::SmallWrites,
        "computes, and most of it is writing a few bytes at a time",
        format!(
            "it wrote {} times, {} bytes each on average; {} of its CPU time is the kernel's",
            rate(io.writes as f64),
            quantity::digits(size),
            percent(facts.kernel())
        ),
        "gather what it writes, and write it seldom: `BufWriter` around a locked standard \
         output, or a `String` for each thread. `println!` takes a lock and flushes at \
         each end of a line; threads that print queue at it",
        "with a buffer around its output it takes as long",
        &[finding::PRINTING],
        SpeedUp::without(facts.kernel(), "its time in the kernel"),
    ))
}

/// It starts a process or a thread for each little thing.
pub(super) fn short_lived_processes(facts: &Facts<'_>) -> Option<Finding> {
    let started = facts.usage.started?;
    let rate_of_starts = facts.per_cpu_second(started);
    let faults = facts.per_cpu_second(facts.usage.page_faults.unwrap_or(0));
    // A start costs page faults, or a thread that was never seen before; where there are
    // neither, others started them.
    let seen = facts.usage.waits.threads_seen;
    let fresh = seen >= 20 && seen >= 3 * facts.usage.peak_threads.unwrap_or(0);
    if !facts.computes_much()
        || started < 200
        || rate_of_starts < STARTS
        || (faults < rate_of_starts * 5.0 && !fresh)
    {
        return None;
    }
    Some(finding(
        Kind::ShortLivedProcesses,
        "computes, and much of it is starting processes or threads",
        format!(
            "about {} were started meanwhile on this machine, {} for each second of CPU time; \
             {} of that is the kernel's",
            rate(started as f64),
            rate(rate_of_starts),
            percent(facts.kernel())
        ),
        "start fewer: a pool that is made once, of as many threads as there is work for, and \
         one process for many things instead of one for each",
        "the same work in one process, with a pool made once, takes as long",
        &[finding::CPU_PAYS, finding::KINDS],
        SpeedUp::without(facts.kernel(), "its time in the kernel"),
    ))
}

/// Many threads want to compute, and a lock lets one through.
pub(super) fn one_at_a_time(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    if !facts.computes_much()
        || waits.workers < SEVERAL_WORKERS
        || waits.at_shared_words < QUEUE
        || facts.cores_used() > ONE_THROUGH
        || (facts.evidence.cores_usable == 1 && wakes(facts) >= HAND_OFFS)
    {
        return None;
    }
    let workers = quantity::digits(waits.workers);
    let one_core = facts.evidence.cores_usable == 1;
    let python = if facts.is_python {
        ". Here it is most likely the lock of Python's interpreter: take processes, a \
         version without that lock, or a library that lets go of it while it computes"
    } else {
        ""
    };
    Some(finding(
        Kind::OneAtATime,
        "computes one thread at a time: its threads take turns at a lock",
        format!(
            "{workers} threads computed, {} at once; {} of them stood at a lock on average{}",
            quantity::digits(facts.cores_used()),
            quantity::digits(waits.at_shared_words),
            if one_core {
                ". There is only one core here, so that costs little"
            } else {
                ""
            }
        ),
        format!(
            "it is divided already: keep the lock for less long. Compute outside of it, and \
             take it for the result alone; or let each thread have its own. More threads do \
             not help{python}"
        ),
        "on one core it takes longer than on all (`--cores 1,all`)",
        if facts.is_python {
            &[finding::PYTHON_LOCK, finding::NOT_PARALLEL]
        } else {
            &[finding::LOCKS, finding::SHARING]
        },
        speed_up::by_law(&facts.on_cores_used()),
    ))
}

/// Voluntary switches a second of CPU time.
fn wakes(facts: &Facts<'_>) -> f64 {
    facts.per_cpu_second(facts.usage.voluntary_switches.unwrap_or(0))
}

/// Threads wake each other all the time.
pub(super) fn hand_offs(facts: &Facts<'_>) -> Option<Finding> {
    let switches = facts.usage.voluntary_switches?;
    let rate_of = wakes(facts);
    let queue = facts.usage.waits.at_shared_words >= QUEUE;
    let least = match facts.verdict {
        Verdict::Mixed => HAND_OFFS_MIXED,
        _ if queue => HAND_OFFS_IN_A_QUEUE,
        _ => HAND_OFFS,
    };
    // One thread alone hands over to nobody: it waits for a disk, say.
    if !facts.computes_much()
        || rate_of < least
        || switches < 500
        || facts.usage.cpu_ns() * 3 < facts.usage.wall_ns
        || facts.usage.waits.workers < SEVERAL_WORKERS
    {
        return None;
    }
    let each = quantity::time(1e9 / rate_of);
    Some(finding(
        Kind::HandOffs,
        if queue {
            "computes little at a time: its threads queue at a lock, or meet, all the time"
        } else {
            "computes in pieces far too small: its threads wake each other all the time"
        },
        format!(
            "{} times it began to wait, after {each} of computing on average; {} of its CPU \
             time is the kernel's",
            rate(switches as f64),
            percent(facts.kernel())
        ),
        if queue {
            "take the lock less often, and for less long: sums of each thread's own, put \
             together at the end; several messages at once on a channel; fewer barriers. The \
             lock of an allocator looks the same: allocate less, or try another (jemalloc, \
             mimalloc). See whether fewer threads are faster with `--cores 1,all`"
        } else {
            "give each hand-over more work: larger tasks for a pool, or the pool around the \
             outer loop; several messages at once on a channel; a lock that is taken seldom. \
             See whether fewer threads are faster with `--cores 1,all`"
        },
        "on one core it takes longer than on all (`--cores 1,all`)",
        if queue {
            &[finding::LOCKS, finding::CHANNELS, finding::ALLOCATING]
        } else {
            &[finding::CHUNKS, finding::CHANNELS, finding::KINDS]
        },
        SpeedUp::none(
            "More threads or cores gain nothing: one thread may be the fastest",
        ),
    ))
}

/// Threads give up the core and want it back.
pub(super) fn yields(facts: &Facts<'_>) -> Option<Finding> {
    let switches = facts.usage.involuntary_switches?;
    let rate_of = facts.per_cpu_second(switches);
    let waits = facts.per_cpu_second(facts.usage.voluntary_switches.unwrap_or(0));
    if !facts.computes_much() || rate_of < YIELDS || waits > rate_of / 2.0 {
        return None;
    }
    Some(finding(
        Kind::Yields,
        "computes, and much of it is spinning: its threads give up the core and want it back",
        format!(
            "{} times it lost a core though it could have gone on, after {} of computing on \
             average",
            rate(switches as f64),
            quantity::time(1e9 / rate_of)
        ),
        "wait by blocking (a condition, a channel, a barrier) instead of calling \
         `yield_now` or `sched_yield` in a loop, and have no more threads than cores",
        "with threads that block it takes as long",
        &[finding::IDLE, finding::CROWD],
        SpeedUp::without(facts.kernel(), "its time in the kernel"),
    ))
}

/// Memory is taken and given back all the time.
pub(super) fn page_faults(facts: &Facts<'_>) -> Option<Finding> {
    let faults = facts.usage.page_faults?;
    let rate_of = facts.per_cpu_second(faults);
    // Each page of what it has at most is touched for the first time once.
    let usage = facts.usage;
    let first =
        usage.peak_together_bytes.max(usage.peak_process_bytes).unwrap_or(0) / PAGE;
    if !facts.computes_much()
        || rate_of < PAGE_FAULTS
        || faults < 50_000
        || faults < 3 * first
    {
        return None;
    }
    Some(finding(
        Kind::PageFaults,
        "computes, and much of it is the kernel giving it memory",
        format!(
            "{} page faults, {} for each second of CPU time; {} of that is the kernel's",
            rate(faults as f64),
            rate(rate_of),
            percent(facts.kernel())
        ),
        "allocate less: keep buffers and use them again, one for each thread. Where that \
         cannot be, try another allocator (jemalloc, mimalloc): glibc gives large blocks \
         back at once, and threads that allocate queue in the kernel",
        "with another allocator, or buffers that are kept, it takes as long",
        &[finding::ALLOCATING, finding::ONE_CORE],
        SpeedUp::without(facts.kernel(), "its time in the kernel"),
    ))
}

/// Processes send each other much data.
pub(super) fn copies(facts: &Facts<'_>) -> Option<Finding> {
    let io = facts.usage.io?;
    let moved = io.written_bytes.saturating_sub(io.storage_written_bytes);
    let read = io.read_bytes.saturating_sub(io.storage_read_bytes);
    // What is sent to another process is written here and read there.
    let both = moved.min(read);
    let is_several = facts.usage.peak_processes.is_some_and(|most| most > 1);
    let least = if facts.is_python { COPIES_OF_PYTHON } else { COPIES };
    if !facts.computes_much()
        || !is_several
        || facts.per_cpu_second(both) < least
        || both < 20_000_000
    {
        return None;
    }
    Some(finding(
        Kind::Copies,
        "computes, and much of it is copying data between its processes",
        format!(
            "{} were written and read again, {} for each second of CPU time",
            quantity::bytes(both as f64),
            quantity::bytes(facts.per_cpu_second(both))
        ),
        "send less to other processes: where to find the data, or what to make it from, \
         instead of the data; larger tasks; shared memory; or threads, which share \
         everything",
        "with a tenth of the data in each task it takes as long",
        &[finding::CHUNKS, finding::CPU_PAYS],
        SpeedUp::none("How much of it is copying cannot be seen from outside"),
    ))
}

/// It says network, and computes: something is made anew for each connection.
pub(super) fn fresh_connections(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    let fresh = waits.sockets_seen.saturating_sub(waits.most_sockets);
    if !facts.computes_much()
        || waits.sockets_seen < 20
        || fresh < waits.most_sockets / 2
        || waits.most_sockets < 3
    {
        return None;
    }
    Some(finding(
        Kind::FreshConnections,
        "computes, though it talks over the network: it opens connections all the time",
        format!(
            "{} different sockets were seen, {} at once at most; it computed for {} of the time",
            waits.sockets_seen,
            waits.most_sockets,
            percent(facts.evidence.computing)
        ),
        "make one client, and use it for all requests: it keeps connections open, and what a \
         client prepares (root certificates, a pool, a handshake) is prepared once. More \
         requests in flight do not help while the cores are busy with that",
        "with one client for all requests it computes as much",
        &[finding::BREAKDOWN, finding::CLIENTS],
        speed_up::by_law(facts.evidence),
    ))
}

/// More threads want to compute than there are cores.
pub(super) fn too_many_threads(facts: &Facts<'_>) -> Option<Finding> {
    let (usage, cores) = (facts.usage, facts.evidence.cores_usable as f64);
    let ready = usage.ready_ns? as f64 / usage.wall_ns.max(1) as f64;
    // Cores that were wanted beyond those that it had.
    if !facts.computes_much()
        || usage.waits.workers < (3.0 * cores).max(cores + 4.0)
        || ready < 1.5 * cores
        || usage.peak_threads? as f64 <= 2.0 * cores
    {
        return None;
    }
    Some(finding(
        Kind::TooManyThreads,
        "computes on all cores, with more threads than cores",
        format!(
            "{} threads computed on {cores} cores; {} more were ready at any time and had none",
            quantity::digits(usage.waits.workers),
            quantity::digits(ready)
        ),
        "have as many threads compute as there are cores, in the whole program: be parallel \
         once, at the outermost loop, and share one pool. If the threads are independent, that \
         gains little; if they meet (at a barrier, a spinning lock, a `join`), it may gain \
         many times",
        "with a thread for each core it takes as long: then it does no harm here",
        &[finding::CROWD, finding::POOLS],
        SpeedUp::unknown(
            "How much of the computing is spent on each other shows in a run with fewer \
             threads",
        ),
    ))
}

/// The kernel does most of it.
pub(super) fn in_the_kernel(facts: &Facts<'_>) -> Option<Finding> {
    let kernel = facts.kernel();
    if !facts.computes_much()
        || facts.verdict == Verdict::Mixed
        || kernel < MOSTLY_KERNEL
        || facts.usage.cpu_ns() < ENOUGH_CPU_NS
    {
        return None;
    }
    let calls = facts.usage.io.map_or_else(String::new, |io| {
        let moved = io.read_bytes + io.written_bytes;
        format!(
            "; it read {} times and wrote {} times, {} in all",
            rate(io.reads as f64),
            rate(io.writes as f64),
            quantity::bytes(moved as f64)
        )
    });
    let several = facts.evidence.cores_usable > 1;
    let faults = facts.usage.page_faults.unwrap_or(0);
    let calls_little = facts.usage.io.is_some_and(|io| io.reads + io.writes < 1_000);
    if calls_little && facts.per_cpu_second(faults) > PAGE_FAULTS / 2.0 {
        return Some(finding(
            Kind::InTheKernel,
            format!("{}, mostly in the kernel", facts.verdict.words()),
            format!(
                "{} of its CPU time is the kernel's, with {} pages of memory touched for the \
                 first time",
                percent(kernel),
                rate(faults as f64)
            ),
            "if it takes memory once and keeps it, that is its price, and a longer run shows \
             less of it. If it takes it again and again, keep buffers and use them again",
            "a run with twice the work takes twice the kernel's time",
            &[finding::ALLOCATING, finding::ONE_CORE],
            SpeedUp::without(kernel, "its time in the kernel"),
        ));
    }
    Some(finding(
        Kind::InTheKernel,
        format!("{}, mostly in the kernel", facts.verdict.words()),
        format!("{} of its CPU time is the kernel's{calls}", percent(kernel)),
        format!(
            "ask the kernel for less: larger reads and writes, fewer files opened, less memory \
             taken and given back. `strace -c -f` or `perf trace -s` counts the calls{}",
            if several {
                ". Much of the kernel is shared: see whether cores help with `--cores 1,all`"
            } else {
                ""
            }
        ),
        "fewer and larger calls take as long",
        &[finding::FILES, finding::ONE_CORE],
        SpeedUp::without(kernel, "its time in the kernel"),
    ))
}

/// One thread computes without a pause while others wait for something outside.
pub(super) fn may_poll(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    let is_one = waits.workers < SEVERAL_WORKERS && facts.cores_used() < ONE_THROUGH;
    if !facts.computes_much()
        || facts.verdict == Verdict::Mixed
        || !is_one
        || waits.beside_others < 0.8
        || waits.looks < 3
        || facts.usage.peak_processes != Some(1)
    {
        return None;
    }
    Some(finding(
        Kind::MayPoll,
        "computes on one core, or polls: one thread runs all the time while another waits",
        format!(
            "one thread was on a core in nearly every look, and in {} of those another waited \
             for a time or for something outside",
            percent(waits.beside_others)
        ),
        "if that thread asks again and again whether something has come (`try_recv`, a flag, \
         a zero time limit), let it block instead: then it uses no core, and is no slower. \
         If it has work of its own, make that fast on one core, then divide it",
        "its result takes longer with a blocking wait",
        &[finding::IDLE, finding::ONE_CORE],
        SpeedUp::none("None if it polls; by Amdahl's law if it does not"),
    ))
}

/// It was built to be debugged.
pub(super) fn debug_build(facts: &Facts<'_>) -> Option<Finding> {
    let program = facts.unoptimised.as_ref().filter(|_| facts.computes_much())?;
    Some(finding(
        Kind::DebugBuild,
        format!("{}, and was built without optimisation", facts.verdict.words()),
        format!("`{program}` is a debug build"),
        "build it with `cargo build --release` (or `-O2`) and diagnose that: ten times as \
         fast is usual, and nothing below is worth a look before",
        "the release build takes as long",
        &[finding::RELEASE, finding::ONE_CORE],
        SpeedUp::unknown("What a compiler's optimisation gains shows when it is tried"),
    ))
}

/// It does both.
pub(super) fn mixed(facts: &Facts<'_>) -> Option<Finding> {
    if facts.verdict != Verdict::Mixed {
        return None;
    }
    let kernel = percent(facts.kernel());
    let waited = match &*waiting::kinds(facts) {
        "" => String::new(),
        kinds => format!("; it waited for {kinds}"),
    };
    let first = facts.usage.waits.shares.first();
    let what =
        first.map_or_else(String::new, |(kind, _)| format!(" for {}", kind.words()));
    let advice = if facts.evidence.has_phases() {
        "overlap its phases, if none needs the result of another: with threads or async \
         tasks. If one does, shorten each: several waits at once, and a work-stealing pool \
         for the computing"
    } else {
        "overlap its waits first, with threads or async tasks. If what is left computes, \
         hand that to a work-stealing pool"
    };
    Some(finding(
        Kind::Mixed,
        format!("{}{what}", facts.verdict.words()),
        format!(
            "{}{waited}; {kernel} of its CPU time is the kernel's",
            facts.evidence.words()
        ),
        advice,
        "with its waits overlapped it takes as long",
        &[finding::MIXED, finding::BALANCE],
        speed_up::by_law(facts.evidence),
    ))
}

/// It computes, and nothing speaks against more of the same.
pub(super) fn plain(facts: &Facts<'_>) -> Option<Finding> {
    let evidence = facts.evidence;
    let experiment = "`--cores 1,all` tells";
    let tokio = facts.usage.waits.has_event_queue;
    let (kind, advice, pages): (_, String, &[Page]) = match facts.verdict {
        Verdict::TooShortToTell | Verdict::Waits | Verdict::Mixed => return None,
        Verdict::Computes => (
            Kind::OneCore,
            format!(
                "make its code on one core fast, then divide the work over a work-stealing \
                 pool with a thread per core. Async does not help{}",
                if tokio {
                    ": it has an event queue, and what is joined or awaited there stays on \
                     one thread; only spawned tasks spread"
                } else {
                    ". If it only asks again and again whether something has come, let it \
                     block instead"
                }
            ),
            &[finding::ONE_CORE, finding::CPU],
        ),
        Verdict::ComputesOnSeveralCores => (
            Kind::SeveralCores,
            format!(
                "find what keeps the other cores idle: a serial part, a lock, tasks of \
                 unequal size, for which smaller ones on a work-stealing pool help. Whether \
                 more cores help at all, {experiment}"
            ),
            &[finding::SCALING, finding::IMBALANCE, finding::SHARING],
        ),
        Verdict::ComputesOnAllCores if evidence.cores_usable == 1 => (
            Kind::AllCores,
            "no more threads: the one core that it may use is busy. Make its code faster"
                .to_owned(),
            &[finding::ONE_CORE, finding::CROWD],
        ),
        Verdict::ComputesOnAllCores => (
            Kind::AllCores,
            format!(
                "no more threads: every core is busy{}. Whether with good work, or with \
                 threads that fight over a lock, a counter or a cache line, or queue for \
                 memory, cannot be seen from outside: {experiment}. If it is good work, make \
                 its code faster{}",
                if evidence.cores >= CROWD * evidence.cores_usable as f64 {
                    ", and more threads want one than there are"
                } else {
                    ""
                },
                if facts.usage.counted.is_some_and(Counted::hints_at_memory) {
                    ". Its few instructions a cycle and many cache misses hint at memory: \
                     work on less data at a time"
                } else {
                    ""
                }
            ),
            if facts.usage.counted.is_some_and(Counted::hints_at_memory) {
                &[finding::MEMORY, finding::SHARING, finding::SCALING]
            } else {
                &[finding::SHARING, finding::ONE_CORE, finding::SCALING]
            },
        ),
    };
    Some(finding(
        kind,
        facts.verdict.words(),
        evidence.words(),
        advice,
        "on one core it takes no longer (`--cores 1,all`)",
        pages,
        speed_up::by_law(evidence),
    ))
}

/// Something is filled faster than it is emptied.
pub(super) fn memory_grows(facts: &Facts<'_>) -> Option<Finding> {
    let grew = facts.usage.grew_bytes;
    // Of several processes, as of a compiler's, the sum says nothing.
    let alone = facts.usage.peak_processes == Some(1);
    if !alone || grew < 64 << 20 || facts.verdict == Verdict::TooShortToTell {
        return None;
    }
    Some(finding(
        Kind::MemoryGrows,
        "takes more and more memory",
        format!("it grew by {}, little by little", quantity::bytes(grew as f64)),
        "if it is a queue that is filled faster than it is emptied, bound it: the sender then \
         waits. If it is the result, it is no fault",
        "with a longer run it takes no more memory",
        &[finding::BACKPRESSURE, finding::IN_FLIGHT],
        SpeedUp::none("That is no question of speed"),
    ))
}
