//! What is not here in time: cancelled, while the others are reported.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Builder;

use super::forty_at_once::{length, origin, paths};
use super::{count, ensure, urls_of};
use crate::http::{Reply, get};
use crate::origin::Origin;
use crate::program::{Bench, PATIENCE, Program, Running, Verdict};

/// How many pages are asked for.
const PAGES: usize = 10;

/// Those that do not come.
const LATE: [usize; 3] = [1, 4, 8];

/// Of a clock that stands still until all has come that will come.
const LIMIT: Duration = Duration::from_secs(60);

/// Checks an async function that returns how long each page is, or `None` where it is not
/// here within the limit.
pub fn program<F: AsyncFn(&[String], Duration) -> Vec<Option<usize>> + 'static>(
    lengths: F,
) -> Program {
    Program::new(judge).part("lengths", move |input| {
        let runtime =
            Builder::new_current_thread().enable_all().start_paused(true).build();
        let runtime = runtime.expect("a runtime can be started");
        let clock = text(&input["clock"]);
        let found = runtime.block_on(async {
            // While a blocking call is under way, Tokio's paused clock stands still.
            let _stands_still = tokio::task::spawn_blocking(move || get(&clock));
            lengths(&urls_of(&input["urls"]), LIMIT).await
        });
        stay(input);
        json!(found)
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Keeps the process, and with it all connections that nobody closed, until the judge has
/// looked at them.
pub(super) fn stay(input: &Value) {
    get(&text(&input["after"]));
}

/// Where a process [stays](stay) until it has been looked at.
pub(super) struct After(Origin);

impl After {
    pub(super) fn new() -> Self {
        Self(Origin::start(|_| Reply::ok("")))
    }

    pub(super) fn url(&self) -> String {
        self.0.url("/after")
    }

    /// Fails unless the function returns, or with what became of it instead.
    pub(super) fn ensure_returns(
        &self,
        program: Running,
        instead: &str,
    ) -> Result<Running, String> {
        let seen = self.0.wait(PATIENCE, &program, |seen| seen.in_flight > 0);
        if seen.in_flight > 0 {
            return Ok(program);
        }
        if program.has_ended() {
            program.end()?;
        }
        Err(instead.to_owned())
    }

    pub(super) fn let_go(&self) {
        self.0.answer_all();
    }
}

/// Fails where requests are still in flight though the function has returned.
pub(super) fn ensure_cancelled(
    origin: &Origin,
    program: &Running,
) -> Result<(), String> {
    let seen = origin.wait(PATIENCE, program, |seen| seen.in_flight == 0);
    ensure(seen.in_flight == 0, || {
        let requests = count(seen.in_flight, "request");
        let were = if seen.in_flight == 1 { "was" } else { "were" };
        format!(
            "the function returned while {requests} {were} still in flight: nobody \
             cancelled them"
        )
    })
}

/// Fails unless so many requests were in flight at once.
pub(super) fn ensure_at_once(in_flight: usize, wanted: usize) -> Result<(), String> {
    ensure(in_flight >= wanted, || {
        let in_flight = count(in_flight, "request");
        format!(
            "the server never saw more than {in_flight} in flight; {wanted} were asked for"
        )
    })
}

fn judge(bench: &Bench) -> Verdict {
    let (in_time, late) = (origin(), origin());
    let (clock, after) = (Origin::start(|_| Reply::ok("")), After::new());
    let paths = paths(PAGES);
    let urls: Vec<String> = (0..PAGES)
        .map(|page| {
            let of = if LATE.contains(&page) { &late } else { &in_time };
            of.url(&paths[page])
        })
        .collect();
    let input =
        json!({ "urls": urls, "clock": clock.url("/clock"), "after": after.url() });
    let program = bench.start("lengths", &input);
    let here = PAGES - LATE.len();
    let in_flight = in_time.wait_for_in_flight(here, &program)
        + late.wait_for_in_flight(LATE.len(), &program);
    ensure_at_once(in_flight, PAGES)?;
    in_time.answer_all();
    in_time.wait(PATIENCE, &program, |seen| seen.in_flight == 0);
    clock.wait_for_in_flight(1, &program);
    clock.answer_all();
    let waits = format!(
        "the limit is over, and the function still waits for {} answers that do not come",
        LATE.len()
    );
    let program = after.ensure_returns(program, &waits)?;
    ensure_cancelled(&late, &program)?;
    after.let_go();
    let found = program.end()?.answer;
    let some =
        found.as_array().into_iter().flatten().filter(|length| !length.is_null());
    let some = some.count();
    ensure(some >= here, || {
        format!(
            "{here} of the answers were there in time, and {some} are in the result"
        )
    })?;
    let expected: Vec<Option<usize>> = (0..PAGES)
        .map(|page| (!LATE.contains(&page)).then(|| length(&paths[page])))
        .collect();
    ensure(found == json!(expected), || {
        "the lengths are not those of the pages, in the order of the URLs".to_owned()
    })?;
    Ok(format!(
        "{here} answers were in time and are reported; the server saw {} connections closed \
         when the limit was over",
        LATE.len()
    ))
}
