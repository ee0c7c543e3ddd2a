//! One thread is enough: forty requests at once, and no thread more.

use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::forty_at_once::{ensure_each_once, length, origin, paths};
use super::{count, ensure, urls_of};
use crate::program::{Bench, Program, Verdict};

/// How many pages are asked for.
const PAGES: usize = 40;

/// Checks an async function that returns how many bytes all these pages have together.
pub fn program<F: AsyncFn(&[String]) -> usize + 'static>(total_length: F) -> Program {
    Program::new(judge).part("total", move |urls| {
        let runtime = runtime();
        json!(runtime.block_on(total_length(&urls_of(urls))))
    })
}

/// A runtime of one thread: the one that blocks on it.
pub(super) fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be started")
}

fn judge(bench: &Bench) -> Verdict {
    let origin = origin();
    let paths = paths(PAGES);
    let urls: Vec<String> = paths.iter().map(|path| origin.url(path)).collect();
    let program = bench.start("total", &json!(urls));
    origin.wait_for_in_flight(PAGES, &program);
    let threads = program.threads();
    let is_blocked = program.is_blocked_reading();
    origin.answer_all();
    let end = program.end()?;
    let seen = origin.seen();
    ensure(seen.peak >= PAGES, || {
        let peak = count(seen.peak, "request");
        let why = if is_blocked {
            ": the thread itself stood in a call that blocks, and no other future had a turn"
        } else {
            ""
        };
        format!(
            "the server never saw more than {peak} in flight; {PAGES} were asked for{why}"
        )
    })?;
    ensure(threads.is_none_or(|threads| threads == 1), || {
        let threads = count(threads.unwrap_or_default(), "thread");
        format!("{PAGES} requests were in flight on {threads}; the task is one")
    })?;
    ensure_each_once(&paths, &seen)?;
    let expected: usize = paths.iter().map(|path| length(path)).sum();
    ensure(end.answer == expected, || {
        format!("the pages have {expected} bytes together, and not {}", end.answer)
    })?;
    Ok(format!(
        "the server saw {PAGES} requests in flight at once, from one thread, and each page \
         once"
    ))
}
