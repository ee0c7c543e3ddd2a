//! As Python maps: five threads, results in the order of the URLs, and an error that is
//! told.

use std::collections::BTreeSet;

use serde_json::json;

use super::forty_at_once::{ensure_each_once, paths};
use super::{count, ensure, ensure_no_threads, last_in_flight, urls_of};
use crate::http::Reply;
use crate::origin::Origin;
use crate::program::{Bench, End, PATIENCE, Program, Verdict};

/// How many pages are asked for.
const PAGES: usize = 30;

/// How many threads there are to be.
const THREADS: usize = 5;

/// The page that fails in the second round.
const FAILS: &str = "/page/7";

/// Checks a function that returns the pages in the order of their URLs or, if one has
/// another status than 200, the first such URL.
pub fn program(fetch_all: fn(&[String]) -> Result<Vec<String>, String>) -> Program {
    Program::new(judge).part("fetch", move |urls| match fetch_all(&urls_of(urls)) {
        Ok(pages) => json!({ "pages": pages }),
        Err(url) => json!({ "failed": url }),
    })
}

fn judge(bench: &Bench) -> Verdict {
    let paths = paths(PAGES);
    let origin = Origin::start(|path| Reply::ok(format!("this is {path}")));
    let end = run(bench, &origin, &paths)?;
    let expected: Vec<String> =
        paths.iter().map(|path| format!("this is {path}")).collect();
    let pages = urls_of(&end.answer["pages"]);
    let as_set = |pages: &[String]| pages.iter().cloned().collect::<BTreeSet<_>>();
    ensure(as_set(&pages) == as_set(&expected), || {
        format!(
            "{} came back, and not the {PAGES} that were asked for",
            count(pages.len(), "page")
        )
    })?;
    let other = pages.iter().zip(&expected).find(|(found, wanted)| found != wanted);
    ensure(other.is_none(), || {
        let (found, wanted) =
            other.map(|(found, wanted)| (&**found, &**wanted)).unwrap_or_default();
        format!(
            "\"{found}\" stands where \"{wanted}\" should: Python's `map` keeps the order"
        )
    })?;
    ensure_no_threads(&end)?;
    let origin = Origin::start(|path| match path {
        FAILS => Reply::status(500),
        _ => Reply::ok(format!("this is {path}")),
    });
    let end = run(bench, &origin, &paths)?;
    let failed = &end.answer["failed"];
    ensure(*failed == origin.url(FAILS), || match failed.as_str() {
        Some(url) => format!("{FAILS} failed, and the error names {url:?}"),
        None => format!(
            "{FAILS} was answered with status 500, and the caller is told that all is well"
        ),
    })?;
    ensure_no_threads(&end)?;
    Ok(format!(
        "the server saw {THREADS} requests in flight and never more; the pages are in the \
         order of their URLs, and the one that failed is told"
    ))
}

/// Lets the requests be answered in an order that is not theirs.
fn run(bench: &Bench, origin: &Origin, paths: &[String]) -> Result<End, String> {
    let urls: Vec<String> = paths.iter().map(|path| origin.url(path)).collect();
    let program = bench.start("fetch", &json!(urls));
    let in_flight = origin.wait_for_in_flight(THREADS, &program);
    let requests = count(in_flight, "request");
    ensure(in_flight <= THREADS, || {
        format!(
            "the server saw {requests} in flight; the Python program has {THREADS} threads"
        )
    })?;
    ensure(in_flight == THREADS, || {
        format!(
            "the server never saw more than {requests} in flight; the Python program has {THREADS}"
        )
    })?;
    for look in 1..=3 {
        if let Some(last) = last_in_flight(&origin.seen()) {
            origin.answer_path(&last);
        }
        let asked = THREADS + look;
        let seen = origin.wait(PATIENCE, &program, |seen| seen.paths.len() >= asked);
        ensure(seen.paths.len() >= asked, || {
            format!(
                "the server answered one of the {THREADS} requests, and no other took its \
                 place while the rest still waited"
            )
        })?;
    }
    origin.answer_all();
    let end = program.end()?;
    let seen = origin.seen();
    ensure(seen.peak <= THREADS, || {
        let requests = count(seen.peak, "request");
        format!(
            "the server saw {requests} in flight; the Python program has {THREADS} threads"
        )
    })?;
    ensure_each_once(paths, &seen)?;
    Ok(end)
}
