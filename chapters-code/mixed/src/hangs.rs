//! What hangs: programs that wait for themselves, each beside one that ends. Gates make
//! happen each time what happens in other programs once in a while.

mod async_guard;
mod blocking_pool;
mod blocking_wait;
mod guard;
mod last_sender;
mod look;
mod own_channel;
mod own_pool;
mod two_locks;
mod under_lock;
mod watch;

use anyhow::{Context as _, Result};
use measure::{Answer, Experiment, Strategy};
use rayon::{ThreadPool, ThreadPoolBuilder};
use record::{Setting, Settings};
use tokio::runtime::{Builder, Runtime};

use under_lock::Table;
use watch::Watch;

/// What the command line calls [`stay`].
pub const HELPER: &str = "hang";

/// The experiment.
pub fn experiment() -> Experiment {
    let strategies = [locks_and_awaits(), locks(), pools(), channels()];
    Experiment {
        name: "hangs",
        baseline: "guard-dropped",
        strategies: strategies.into_iter().flatten().collect(),
        ..Experiment::default()
    }
}

/// Runs the program of a row, for as long as it takes: for somebody who wants to look at
/// it from outside.
pub fn stay(arguments: &[String]) -> Result<()> {
    let key = arguments.first().context("the key of a row of `hangs`")?;
    let experiment = experiment();
    let row = experiment.strategy(key).with_context(|| format!("no row `{key}`"))?;
    let mut settings = Settings::default();
    settings.set("pool", Setting::Count(4));
    settings.set("patience", Setting::DurationNs(0));
    settings.set("cpu-limit", Setting::DurationNs(0));
    row.prepare(&settings)?()?;
    Ok(())
}

fn row(
    key: &'static str,
    label: &'static str,
    file: &'static str,
    run: fn(&Watch) -> Result<Answer>,
) -> Strategy {
    Strategy::new(key, label, format!("src/hangs/{file}.rs"), Watch::prepare, run)
}

fn locks_and_awaits() -> Vec<Strategy> {
    let rows = vec![
        row("guard-kept", "Guard kept across await", "guard", |watch| {
            watch.run(2, || on_one_thread(guard::kept()))
        }),
        row("guard-dropped", "Guard dropped before", "guard", |watch| {
            watch.run(2, || on_one_thread(guard::dropped()))
        }),
        row("async-guard-kept", "Async guard kept", "async_guard", |watch| {
            watch.run(2, || on_one_thread(async_guard::kept()))
        }),
        row("wanted-inside", "Async guard, wanted inside", "async_guard", |watch| {
            watch.run(2, || on_one_thread(async_guard::awaits(async_guard::add)))
        }),
        row("polled-inside", "Async guard, polled inside", "async_guard", |watch| {
            let add = async_guard::add_by_polling;
            watch.run(2, move || on_one_thread(async_guard::awaits(add)))
        }),
    ];
    in_group(rows, "A lock and an await")
}

fn locks() -> Vec<Strategy> {
    let rows = vec![
        row("two-orders", "Two locks, two orders", "two_locks", |watch| {
            watch.run(2, two_locks::in_two_orders)
        }),
        row("one-order", "Two locks, one order", "two_locks", |watch| {
            watch.run(2, two_locks::in_one_order)
        }),
    ];
    in_group(rows, "Two locks")
}

fn pools() -> Vec<Strategy> {
    let file = "blocking_pool";
    let rows = vec![
        row("calls-fill", "Blocking calls, no thread free", file, |watch| {
            blocking_calls(watch, 0, blocking_pool::calls_wait)
        }),
        row("calls-leave-one", "Blocking calls, one free", file, |watch| {
            blocking_calls(watch, 1, blocking_pool::calls_wait)
        }),
        row("tasks-wait", "Tasks wait for the calls", file, |watch| {
            blocking_calls(watch, 0, blocking_pool::tasks_wait)
        }),
        row("jobs-receive", "Jobs wait in recv", "own_pool", |watch| {
            watch.run(2, || own_pool::jobs_receive(&pool_of_two()))
        }),
        row("scopes-end", "Jobs wait in scope", "own_pool", |watch| {
            watch.run(2, || own_pool::scopes_end(&pool_of_two()))
        }),
        row("lock-then-join", "Lock kept while in join", "under_lock", |watch| {
            watch.run(3, || with_table(under_lock::lock_then_join))
        }),
        row("join-then-lock", "Lock taken after join", "under_lock", |watch| {
            watch.run(3, || with_table(under_lock::join_then_lock))
        }),
    ];
    in_group(rows, "A pool that waits for itself")
}

fn channels() -> Vec<Strategy> {
    let rows = vec![
        row("own-channel", "Bounded channel to itself", "own_channel", |watch| {
            watch.run(own_channel::PAGES, own_channel::bounded)
        }),
        row("own-queue", "Queue that grows", "own_channel", |watch| {
            watch.run(own_channel::PAGES, own_channel::growing)
        }),
        row("sender-kept", "Join, sender kept", "last_sender", |watch| {
            watch.run(2, last_sender::kept)
        }),
        row("sender-dropped", "Join, sender dropped", "last_sender", |watch| {
            watch.run(2, last_sender::dropped)
        }),
        row("recv-in-task", "recv in a task", "blocking_wait", |watch| {
            watch.run(2, || on_one_thread(blocking_wait::received()))
        }),
        row("await-in-task", "await in a task", "blocking_wait", |watch| {
            watch.run(2, || on_one_thread(blocking_wait::awaited()))
        }),
    ];
    in_group(rows, "A channel")
}

fn in_group(rows: Vec<Strategy>, group: &'static str) -> Vec<Strategy> {
    rows.into_iter().map(|row| row.in_group(group)).collect()
}

/// Runs a future on a runtime of one thread.
fn on_one_thread(program: impl Future<Output = u64>) -> u64 {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(program)
}

/// Makes as many blocking calls as the runtime's pool has threads, but for some.
fn blocking_calls(
    watch: &Watch,
    fewer: usize,
    make: fn(&Runtime, usize) -> u64,
) -> Result<Answer> {
    let (threads, calls) = (watch.pool, watch.pool - fewer);
    watch.run(calls as u64, move || {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_all().max_blocking_threads(threads).build();
        make(&runtime.expect("a runtime"), calls)
    })
}

fn pool_of_two() -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(2).build().expect("a pool")
}

fn with_table(count: fn(&ThreadPool, &Table)) -> u64 {
    let (pool, table) = (pool_of_two(), Table::new());
    count(&pool, &table);
    table.count()
}
