//! Stop in good order: no connection, no task is left, and what was done is reported.

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::forty_at_once::{origin, paths};
use super::{count, ensure, urls_of};
use crate::http::{get, get_async};
use crate::program::{Bench, PATIENCE, Program, Verdict};

/// How many pages are asked for. The server answers every second one before the stop.
const PAGES: usize = 60;

/// Checks an async function that asks for all pages until it is told to stop, and returns
/// the URLs of those that came.
pub fn program<F>(fetch_until: F) -> Program
where
    F: AsyncFn(&[String], oneshot::Receiver<()>) -> Vec<String> + 'static,
{
    Program::new(judge).part("fetch", move |input| {
        let urls = urls_of(&input["urls"]);
        let text = |key: &str| input[key].as_str().unwrap_or_default().to_owned();
        let (stop, goodbye) = (text("stop"), text("goodbye"));
        let runtime = super::one_thread::runtime();
        let (sender, receiver) = oneshot::channel();
        let (done, tasks) = runtime.block_on(async {
            tokio::spawn(async move {
                get_async(&stop).await;
                // Who has returned already needs no word.
                let _ = sender.send(());
            });
            let done = fetch_until(&urls, receiver).await;
            (done, tokio::runtime::Handle::current().metrics().num_alive_tasks())
        });
        // The judge looks at what is still open meanwhile.
        get(&goodbye);
        json!({ "done": done, "tasks": tasks })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let origin = origin();
    let paths = paths(PAGES);
    let urls: Vec<String> = paths.iter().map(|path| origin.url(path)).collect();
    let input = json!({
        "urls": urls,
        "stop": origin.url("/stop"),
        "goodbye": origin.url("/goodbye"),
    });
    let program = bench.start("fetch", &input);
    let pages = origin.wait_for_in_flight(PAGES + 1, &program).saturating_sub(1);
    ensure(pages == PAGES, || {
        let requests = count(pages, "request");
        format!("the server never saw more than {requests} in flight, and not {PAGES}")
    })?;
    for path in paths.iter().step_by(2) {
        origin.answer_path(path);
    }
    let left = PAGES / 2;
    origin.wait(PATIENCE, &program, |seen| seen.open <= left + 1);
    ensure(program.wait_until_idle(), || {
        "no request has an answer to read, and still a thread never rests: it asks again and \
         again, which is a busy wait"
            .to_owned()
    })?;
    origin.answer_path("/stop");
    let says_goodbye = |paths: &[String]| paths.iter().any(|path| path == "/goodbye");
    let seen = origin.wait(PATIENCE, &program, |seen| says_goodbye(&seen.paths));
    ensure(says_goodbye(&seen.paths) || program.has_ended(), || {
        let requests = count(seen.in_flight, "request");
        format!("it was told to stop, and still waits for the answers to {requests}")
    })?;
    let seen = origin.wait(PATIENCE, &program, |seen| seen.open <= 1);
    let open = seen.open.saturating_sub(1);
    origin.answer_all();
    let end = program.end()?;
    let tasks = end.answer["tasks"].as_u64().unwrap_or_default() as usize;
    ensure(open == 0 && tasks == 0, || {
        let (connections, tasks) = (count(open, "connection"), count(tasks, "task"));
        format!(
            "when it had returned, {connections} were still open, and {tasks} alive"
        )
    })?;
    let answered: Vec<Value> =
        urls.iter().step_by(2).map(|url| Value::from(url.as_str())).collect();
    let mut done = end.answer["done"].as_array().cloned().unwrap_or_default();
    done.sort_by_key(|url| urls.iter().position(|other| url == other));
    ensure(done == answered, || {
        let pages = count(answered.len(), "page");
        format!("{pages} came before the stop, and {} are reported", done.len())
    })?;
    Ok(format!(
        "{} pages came before the stop and are reported; no connection and no task is left",
        answered.len()
    ))
}
