//! A crawl that ends: each page once, four at a time, and no page forgotten.

use std::collections::BTreeSet;

use serde_json::json;

use super::forty_at_once::ensure_each_once;
use super::{count, ensure};
use crate::http::Reply;
use crate::origin::{Origin, Seen};
use crate::program::{Bench, PATIENCE, Program, Verdict};

/// What each page names, by number. The last ones hang on one link: whoever thinks that an
/// empty list is the end misses them.
const LINKS: [&[usize]; 14] = [
    &[1, 2, 3, 4, 5],
    &[0, 6, 7],
    &[6, 7, 8],
    &[8, 0, 6],
    &[7, 9, 3],
    &[9, 1],
    &[10],
    &[10, 2],
    &[10, 4],
    &[5],
    &[11],
    &[12],
    &[13, 11],
    &[0],
];

/// How many may be in flight.
const MOST: usize = 4;

/// How many are answered one by one, to see what is asked for in their place.
const STEPS: usize = 8;

/// Checks an async function that counts the pages that can be reached.
pub fn program<F: AsyncFn(String) -> usize + 'static>(crawl: F) -> Program {
    Program::new(judge).part("crawl", move |url| {
        json!(
            super::one_thread::runtime()
                .block_on(crawl(url.as_str().unwrap_or_default().to_owned()))
        )
    })
}

fn path(page: usize) -> String {
    format!("/page/{page}")
}

/// What the page of this path names.
fn links(path: &str) -> &'static [usize] {
    let page = path.rsplit('/').next().and_then(|page| page.parse().ok());
    page.and_then(|page: usize| LINKS.get(page).copied()).unwrap_or_default()
}

/// How many pages are known and not answered.
fn open(seen: &Seen) -> usize {
    let mut known: BTreeSet<usize> = BTreeSet::from([0]);
    for path in &seen.answered {
        known.extend(links(path));
    }
    known.iter().filter(|page| !seen.answered.contains(&path(**page))).count()
}

fn judge(bench: &Bench) -> Verdict {
    let origin = Origin::start(|path| {
        let named: Vec<String> =
            links(path).iter().map(|page| self::path(*page)).collect();
        Reply::ok(named.join("\n"))
    });
    let program = bench.start("crawl", &json!(origin.url(&path(0))));
    let paths: Vec<String> = (0..LINKS.len()).map(path).collect();
    let ensure_in_order = |seen: &Seen| {
        let in_flight = count(seen.peak, "request");
        let twice = paths.iter().find(|path| seen.times(path) > 1);
        ensure(twice.is_none(), || {
            let path = twice.map(String::as_str).unwrap_or_default();
            let times = seen.times(path);
            format!("the server was asked for {path} {times} times; once is enough")
        })?;
        ensure(seen.peak <= MOST, || {
            format!("{in_flight} were in flight; at most {MOST} were asked for")
        })
    };
    for answered in 0..STEPS {
        let wanted = open(&origin.seen()).min(MOST);
        origin.wait_for_in_flight(wanted, &program);
        let seen = origin.seen();
        ensure_in_order(&seen)?;
        ensure(seen.in_flight >= wanted, || {
            let in_flight = count(seen.in_flight, "request");
            let were = if seen.in_flight == 1 { "was" } else { "were" };
            format!(
                "{in_flight} {were} in flight while {} pages were known and not answered; \
                 {wanted} could have been",
                open(&seen)
            )
        })?;
        origin.answer(1);
        origin.wait(PATIENCE, &program, |seen| seen.answered.len() > answered);
    }
    origin.answer_all();
    // Some never end, and ask for more and more.
    origin.wait(PATIENCE, &program, |seen| {
        seen.answered.len() >= LINKS.len() && seen.paths.len() > LINKS.len()
    });
    ensure_in_order(&origin.seen())?;
    let end = program.end()?;
    let seen = origin.seen();
    ensure_in_order(&seen)?;
    ensure_each_once(&paths, &seen)?;
    let pages = LINKS.len();
    ensure(end.answer == pages, || {
        format!("{pages} pages can be reached, and not {}", end.answer)
    })?;
    Ok(format!(
        "the server was asked for each of {pages} pages once, and never saw more than {MOST} \
         requests in flight"
    ))
}
