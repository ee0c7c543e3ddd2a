//! At most eight: no more in flight than the server wants, and no place left empty.

use serde_json::json;

use super::forty_at_once::{ensure_each_once, length, origin, paths};
use super::{count, ensure, last_in_flight, urls_of};
use crate::program::{Bench, PATIENCE, Program, Verdict};

/// How many pages are asked for.
const PAGES: usize = 100;

/// How many may be in flight.
const MOST: usize = 8;

/// How often the judge answers one request and looks whether another takes its place.
const LOOKS: usize = 10;

/// Checks an async function that returns how many bytes all these pages have together.
pub fn program<F: AsyncFn(&[String]) -> usize + 'static>(total_length: F) -> Program {
    Program::new(judge).part("total", move |urls| {
        let runtime = super::one_thread::runtime();
        json!(runtime.block_on(total_length(&urls_of(urls))))
    })
}

fn judge(bench: &Bench) -> Verdict {
    let origin = origin();
    let paths = paths(PAGES);
    let urls: Vec<String> = paths.iter().map(|path| origin.url(path)).collect();
    let program = bench.start("total", &json!(urls));
    let in_flight = origin.wait_for_in_flight(MOST, &program);
    ensure(in_flight <= MOST, || {
        let requests = count(in_flight, "request");
        format!("the server saw {requests} in flight; at most {MOST} are allowed")
    })?;
    ensure(in_flight == MOST, || {
        let requests = count(in_flight, "request");
        format!(
            "the server never saw more than {requests} in flight; {MOST} are allowed"
        )
    })?;
    for look in 1..=LOOKS {
        if let Some(last) = last_in_flight(&origin.seen()) {
            origin.answer_path(&last);
        }
        let asked = MOST + look;
        let seen = origin.wait(PATIENCE, &program, |seen| seen.paths.len() >= asked);
        ensure(seen.paths.len() >= asked, || {
            format!(
                "the server answered one of the {MOST} requests, and no other took its place \
                 while the rest still waited"
            )
        })?;
    }
    origin.answer_all();
    let end = program.end()?;
    let seen = origin.seen();
    ensure(seen.peak == MOST, || {
        let requests = count(seen.peak, "request");
        format!("the server saw {requests} in flight; at most {MOST} are allowed")
    })?;
    ensure_each_once(&paths, &seen)?;
    let expected: usize = paths.iter().map(|path| length(path)).sum();
    ensure(end.answer == expected, || {
        format!("the pages have {expected} bytes together, and not {}", end.answer)
    })?;
    Ok(format!(
        "the server saw {MOST} requests in flight and never more, and each that it answered \
         made room for another"
    ))
}
