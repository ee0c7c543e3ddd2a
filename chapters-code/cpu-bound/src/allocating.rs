//! What allocating costs threads: the same work with the system's malloc, with jemalloc
//! and mimalloc, and with code that allocates next to nothing.

mod borrowed;
mod cleared;
mod grown;
mod load;
mod owned;
mod packed;
mod passed;
pub mod program;
pub mod worker;

use measure::{Experiment, Preflight, Strategy, environment};
use record::Setting;

use load::Task;
use program::{JEMALLOC, MIMALLOC, Program};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "allocating",
        baseline: "owned",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(Task::of(settings)?.answer())),
        preflight: |_, _| {
            program::build()?;
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

/// One arena for all threads, and nothing that a thread keeps for itself, so that each
/// allocation takes the same lock:
/// <https://sourceware.org/glibc/manual/latest/html_node/Memory-Allocation-Tunables.html>.
const ONE_LOCK: &str = "glibc.malloc.arena_max=1:glibc.malloc.tcache_count=0";

fn strategies() -> Vec<Strategy> {
    let one_lock = |row: Strategy| row.with("tunables", text(ONE_LOCK));
    let strings = [
        on_one_thread(row("owned", "owned-one", "Strings: malloc, one thread")),
        row("owned", "owned", "Strings: malloc"),
        with_jemalloc(row("owned", "owned-jemalloc", "Strings: jemalloc")),
        with(&MIMALLOC, row("owned", "owned-mimalloc", "Strings: mimalloc")),
        one_lock(on_one_thread(row(
            "owned",
            "lock-one",
            "Strings: one lock, one thread",
        ))),
        one_lock(row("owned", "lock", "Strings: one lock")),
        row("borrowed", "borrowed", "Strings: none, borrowed"),
    ];
    let passed = [
        row("passed", "passed", "Passed: malloc"),
        with_jemalloc(row("passed", "passed-jemalloc", "Passed: jemalloc")),
        with(&MIMALLOC, row("passed", "passed-mimalloc", "Passed: mimalloc")),
        row("packed", "packed", "Passed: one string, malloc"),
    ];
    let vectors = [
        row("grown", "grown", "Vectors: malloc"),
        with_jemalloc(row("grown", "grown-jemalloc", "Vectors: jemalloc")),
        with(&MIMALLOC, row("grown", "grown-mimalloc", "Vectors: mimalloc")),
        with_jemalloc(row("cleared", "cleared", "Vectors: cleared, jemalloc")),
    ];
    // Of each pair, one allocates and one frees.
    let pairs = environment::cores_usable().div_ceil(2);
    let passed = passed.map(|row| row.with("workers", Setting::Count(pairs)));
    let strings = strings.map(|row| row.in_group("Freed by the same thread"));
    let passed = passed.map(|row| row.in_group("Freed by another thread"));
    let vectors = vectors.map(|row| row.in_group("Large vectors that grow"));
    strings.into_iter().chain(passed).chain(vectors).collect()
}

/// A way of working with memory, in this program and on a thread per core.
fn row(way: &str, key: &'static str, label: &'static str) -> Strategy {
    let source = format!("src/allocating/{way}.rs");
    Strategy::new(
        key,
        label,
        source,
        program::Started::prepare,
        program::Started::finish,
    )
    .with("way", text(way))
    .with("workers", Setting::Count(environment::cores_usable()))
}

fn on_one_thread(row: Strategy) -> Strategy {
    row.with("workers", Setting::Count(1))
}

fn with(program: &Program, row: Strategy) -> Strategy {
    row.with("program", text(program.name))
}

/// jemalloc's program, where it can be built.
fn with_jemalloc(row: Strategy) -> Strategy {
    with(&JEMALLOC, row).wanted_if(|_| program::has_jemalloc())
}

fn text(text: &str) -> Setting {
    Setting::Text(text.to_owned())
}
