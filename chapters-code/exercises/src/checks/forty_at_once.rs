//! One waits, all wait: forty requests at once, on forty threads.

use serde_json::json;

use super::{count, ensure, ensure_no_threads, ensure_waits, urls_of};
use crate::http::Reply;
use crate::origin::{Origin, Seen};
use crate::program::{Bench, Program, Verdict};

/// How many pages are asked for.
const PAGES: usize = 40;

/// Checks a function that returns how many bytes all these pages have together.
pub fn program(total_length: fn(&[String]) -> usize) -> Program {
    Program::new(judge).part("total", move |urls| json!(total_length(&urls_of(urls))))
}

/// Pages of different lengths: were one fetched twice and another not, the sum would
/// tell.
pub(super) fn length(path: &str) -> usize {
    let number = path.rsplit('/').next().and_then(|number| number.parse().ok());
    number.map_or(0, |number: usize| 1_000 + number * number)
}

/// The paths of this many pages.
pub(super) fn paths(pages: usize) -> Vec<String> {
    (0..pages).map(|number| format!("/page/{number}")).collect()
}

/// A server with these pages.
pub(super) fn origin() -> Origin {
    Origin::start(|path| Reply::ok("x".repeat(length(path))))
}

/// Fails unless each path was asked for once.
pub(super) fn ensure_each_once(paths: &[String], seen: &Seen) -> Result<(), String> {
    for path in paths {
        let times = seen.times(path);
        ensure(times == 1, || {
            format!("the server was asked for {path} {times} times; once is enough")
        })?;
    }
    Ok(())
}

fn judge(bench: &Bench) -> Verdict {
    let origin = origin();
    let paths = paths(PAGES);
    let urls: Vec<String> = paths.iter().map(|path| origin.url(path)).collect();
    let program = bench.start("total", &json!(urls));
    origin.wait_for_in_flight(PAGES, &program);
    let threads = program.threads();
    ensure_waits(&origin, &program)?;
    origin.answer_all();
    let end = program.end()?;
    let seen = origin.seen();
    ensure(seen.peak >= PAGES, || {
        let peak = count(seen.peak, "request");
        let why = match threads {
            Some(threads) if threads > seen.peak + 1 => format!(
                ", though there were {threads} threads: something lets through only {} at a \
                 time",
                seen.peak
            ),
            _ => String::new(),
        };
        format!(
            "the server never saw more than {peak} in flight; {PAGES} were asked for{why}"
        )
    })?;
    ensure_each_once(&paths, &seen)?;
    let expected: usize = paths.iter().map(|path| length(path)).sum();
    ensure(end.answer == expected, || {
        format!("the pages have {expected} bytes together, and not {}", end.answer)
    })?;
    ensure(threads.is_none_or(|threads| threads >= PAGES), || {
        let threads = count(threads.unwrap_or_default(), "thread");
        format!(
            "{PAGES} requests were in flight on {threads}; the task is one thread each"
        )
    })?;
    ensure_no_threads(&end)?;
    let threads = threads.map(|threads| format!(" from {}", count(threads, "thread")));
    Ok(format!(
        "the server saw {PAGES} requests in flight at once{}, each page once, and no thread \
         is left",
        threads.unwrap_or_default()
    ))
}
