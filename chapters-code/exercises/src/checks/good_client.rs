//! A good client: it comes again after a 429, later each time, and not with all the others.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::runtime::Builder;

use super::{count, ensure};
use crate::http::Reply;
use crate::program::{Bench, Program, Verdict};
use crate::service::{Service, Try};

/// How many clients there are, each with a page of its own.
const CLIENTS: usize = 16;

/// The most requests for one page.
const TRIES: usize = 10;

/// The most clients that may come again in one millisecond.
const TOGETHER: usize = 3;

/// Checks an async function that asks for a page until it is there or never will be.
pub fn program<F: AsyncFn(&Service, &str) -> Reply + 'static>(fetch: F) -> Program {
    Program::new(judge).part("clients", move |_| {
        let runtime =
            Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime can be started").block_on(async {
            let service = Service::new();
            let mut paths: Vec<String> =
                (0..CLIENTS).map(|client| format!("/page/{client}")).collect();
            paths.push("/missing".to_owned());
            let replies = join_all(paths.iter().map(async |path| {
                let Reply { status, body } = fetch(&service, path).await;
                json!({ "path": path, "status": status, "body": body })
            }));
            let replies = replies.await;
            let one = |Try { path, at, status }: Try| {
                json!({ "path": path, "at": at.as_micros() as u64, "status": status })
            };
            let tries: Vec<Value> = service.tries().into_iter().map(one).collect();
            json!({ "replies": replies, "tries": tries })
        })
    })
}

/// When each page was asked for.
type Times = BTreeMap<String, Vec<Duration>>;

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("clients", &Value::Null)?;
    let times = times(&end.answer["tries"]);
    let missing = times.get("/missing").map_or(0, Vec::len);
    ensure(missing == 1, || {
        format!(
            "/missing was asked for {missing} times: a 404 says that it is not there"
        )
    })?;
    let replies = end.answer["replies"].as_array();
    for reply in replies.into_iter().flatten() {
        let path = reply["path"].as_str().unwrap_or_default();
        let (wanted, body) = match path {
            "/missing" => (404, String::new()),
            _ => (200, format!("this is {path}")),
        };
        ensure(reply["status"] == wanted && reply["body"] == body, || {
            format!("the reply for {path} has status {}", reply["status"])
        })?;
    }
    let most = times.values().map(Vec::len).max().unwrap_or_default();
    ensure(most <= TRIES, || {
        format!("a page was asked for {most} times; {TRIES} are enough")
    })?;
    let (first, third) = (mean_wait(&times, 0), mean_wait(&times, 2));
    ensure(third > first * 1.5 || third == 0.0, || {
        format!(
            "after the first refusal a client waited {first:.0} ms on average, after the \
             third {third:.0} ms: who is turned away again has to wait longer"
        )
    })?;
    let together = most_together(&times);
    ensure(together <= TOGETHER, || {
        format!(
            "{together} clients came again in the same millisecond: who was turned away \
             together comes back together"
        )
    })?;
    Ok(format!(
        "each page came after {most} tries at most, and no more than {} came again in the \
         same millisecond",
        count(together, "client")
    ))
}

fn times(tries: &Value) -> Times {
    let mut times = Times::new();
    for one in tries.as_array().into_iter().flatten() {
        let path = one["path"].as_str().unwrap_or_default();
        let at = Duration::from_micros(one["at"].as_u64().unwrap_or_default());
        times.entry(path.to_owned()).or_default().push(at);
    }
    times
}

/// The mean wait after the try of this number, in milliseconds; 0 if nobody came again
/// after it.
fn mean_wait(times: &Times, number: usize) -> f64 {
    let waits: Vec<f64> = times
        .values()
        .filter_map(|times| {
            let (from, to) = (times.get(number)?, times.get(number + 1)?);
            Some(to.saturating_sub(*from).as_secs_f64() * 1_000.0)
        })
        .collect();
    waits.iter().sum::<f64>() / waits.len().max(1) as f64
}

/// The most clients that came again in one millisecond.
fn most_together(times: &Times) -> usize {
    let mut clients: BTreeMap<u128, usize> = BTreeMap::new();
    for again in times.values().flat_map(|times| &times[1..]) {
        *clients.entry(again.as_millis()).or_default() += 1;
    }
    clients.into_values().max().unwrap_or_default()
}
