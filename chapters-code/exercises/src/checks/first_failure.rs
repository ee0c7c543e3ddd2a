//! The first failure ends all: what is still in flight is cancelled.

use serde_json::json;

use super::forty_at_once::{length, origin, paths};
use super::wait_for::{After, ensure_at_once, ensure_cancelled, stay};
use super::{ensure, urls_of};
use crate::http::Reply;
use crate::origin::Origin;
use crate::program::{Bench, PATIENCE, Program, Verdict};

/// How many pages are asked for.
const PAGES: usize = 6;

/// The one that fails, and how.
const FAILS: (usize, u16) = (3, 503);

/// Checks an async function that returns how long each page is, or the status of the first
/// that fails.
pub fn program<F: AsyncFn(&[String]) -> Result<Vec<usize>, u16> + 'static>(
    lengths: F,
) -> Program {
    Program::new(judge).part("lengths", move |input| {
        let runtime = super::one_thread::runtime();
        let found = runtime.block_on(lengths(&urls_of(&input["urls"])));
        stay(input);
        json!(found)
    })
}

fn judge(bench: &Bench) -> Verdict {
    one_fails(bench)?;
    none_fails(bench)?;
    Ok(format!(
        "when one failed, the server saw the other {} connections closed; when none did, all \
         lengths were returned in order",
        PAGES - 1
    ))
}

fn one_fails(bench: &Bench) -> Result<(), String> {
    let (fails, status) = FAILS;
    let (others, failing) = (origin(), Origin::start(move |_| Reply::status(status)));
    let after = After::new();
    let paths = paths(PAGES);
    let url = |page: usize| {
        let of = if page == fails { &failing } else { &others };
        of.url(&paths[page])
    };
    let urls: Vec<String> = (0..PAGES).map(url).collect();
    let input = json!({ "urls": urls, "after": after.url() });
    let program = bench.start("lengths", &input);
    let in_flight = others.wait_for_in_flight(PAGES - 1, &program)
        + failing.wait_for_in_flight(1, &program);
    ensure_at_once(in_flight, PAGES)?;
    failing.answer_all();
    let waits = "one request has failed, and the function still waits for the others";
    let program = after.ensure_returns(program, waits)?;
    ensure_cancelled(&others, &program)?;
    after.let_go();
    let found = program.end()?.answer;
    ensure(found == json!({ "Err": status }), || {
        format!("the status of the one that failed is {status}, and not {found}")
    })
}

/// Answered from the last to the first.
fn none_fails(bench: &Bench) -> Result<(), String> {
    let paths = paths(PAGES);
    let origins: Vec<Origin> = paths.iter().map(|_| origin()).collect();
    let after = After::new();
    let urls: Vec<String> =
        origins.iter().zip(&paths).map(|(origin, path)| origin.url(path)).collect();
    let input = json!({ "urls": urls, "after": after.url() });
    let program = bench.start("lengths", &input);
    for origin in origins.iter().rev() {
        origin.wait_for_in_flight(1, &program);
        origin.answer_all();
        origin.wait(PATIENCE, &program, |seen| seen.open == 0);
    }
    let waits = "all requests are answered, and the function has not returned";
    let program = after.ensure_returns(program, waits)?;
    after.let_go();
    let found = program.end()?.answer;
    let expected: Vec<usize> = paths.iter().map(|path| length(path)).collect();
    ensure(found == json!({ "Ok": expected }), || {
        "the lengths are not in the order of the URLs".to_owned()
    })
}
