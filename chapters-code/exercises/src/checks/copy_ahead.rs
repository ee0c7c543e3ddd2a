//! Not too far ahead: how many pages are fetched and not yet stored, while the store gives
//! no answer.

use serde_json::{Value, json};

use super::forty_at_once::{ensure_each_once, length, origin, paths};
use super::{ensure, urls_of};
use crate::http::Reply;
use crate::origin::Origin;
use crate::program::{Bench, PATIENCE, Program, Verdict};
use crate::stages::Page;

/// How many pages there are.
const PAGES: usize = 30;

/// How many may be fetched and not yet stored, and how many have to be.
const MOST: usize = 8;
const LEAST: usize = 5;

/// How many are stored one by one, to see whether others are fetched in their place.
const STEPS: usize = 5;

/// Checks a function that copies all pages.
pub fn program(copy_all: fn(&[Page])) -> Program {
    Program::new(judge).part("copy", move |urls| {
        let (from, to) = (urls_of(&urls["from"]), urls_of(&urls["to"]));
        let pages: Vec<Page> =
            from.into_iter().zip(to).map(|(from, to)| Page::new(from, to)).collect();
        copy_all(&pages);
        Value::Null
    })
}

fn judge(bench: &Bench) -> Verdict {
    let (source, store) = (origin(), Origin::start(|_| Reply::ok("stored")));
    let paths = paths(PAGES);
    let urls = |of: &Origin| paths.iter().map(|path| of.url(path)).collect::<Vec<_>>();
    let input = json!({ "from": urls(&source), "to": urls(&store) });
    let program = bench.start("copy", &input);
    source.answer_all();
    let mut most = 0;
    for stored in 0..=STEPS {
        store.wait_for_in_flight(1, &program);
        source.wait(PATIENCE, &program, |seen| {
            seen.in_flight == 0 && seen.answered.len() >= stored + LEAST
        });
        program.wait_until_idle();
        let ahead = source.seen().answered.len().saturating_sub(stored);
        most = most.max(ahead);
        ensure(ahead <= MOST, || {
            format!(
                "while the store gave no answer, {ahead} pages were fetched and not yet \
                 stored; at most {MOST} were asked for"
            )
        })?;
        ensure(ahead >= LEAST, || {
            format!(
                "after {stored} pages were stored, {ahead} were fetched and not yet stored; \
                 at least {LEAST} were asked for"
            )
        })?;
        store.answer(1);
        store.wait(PATIENCE, &program, |seen| seen.answered.len() > stored);
    }
    store.answer_all();
    program.end()?;
    ensure_each_once(&paths, &source.seen())?;
    let stored: Vec<String> =
        paths.iter().map(|path| format!("{path}/{}", length(path))).collect();
    ensure_each_once(&stored, &store.seen())?;
    Ok(format!(
        "whatever the store did, at most {most} pages were fetched and not yet stored, and \
         all were stored"
    ))
}
