//! HTTP/2 and keep-alive: how many connections, and what is in flight over them.

mod at_once;
mod bounded;
mod clients;
mod looped;
mod requests;
mod server;
mod unread;

use measure::{Experiment, Strategy};

use requests::Requests;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "connections",
        baseline: "kept",
        strategies: strategies().into_iter().flatten().collect(),
        expected_answer: |settings| Ok(Some(settings.count("requests")?)),
        slowest: requests::slowest,
        ..Experiment::default()
    }
}

fn strategies() -> [Vec<Strategy>; 3] {
    [one_after_another(), all_at_once(), beside_a_large_one()]
}

fn one_after_another() -> Vec<Strategy> {
    let (group, file) = ("One after another", "src/connections/looped.rs");
    vec![
        Strategy::new(
            "new-each",
            "A connection each",
            file,
            |settings| Requests::prepare(settings, clients::close_each),
            |requests| requests.run(looped::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "kept",
            "Keep-alive",
            file,
            |settings| Requests::prepare(settings, clients::keep_alive),
            |requests| requests.run(looped::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "http2-loop",
            "HTTP/2",
            file,
            |settings| Requests::prepare(settings, clients::http2),
            |requests| requests.run(looped::fetch_all),
        )
        .in_group(group),
    ]
}

fn all_at_once() -> Vec<Strategy> {
    let (group, at_once) = ("All at once", "src/connections/at_once.rs");
    vec![
        Strategy::new(
            "new-at-once",
            "At once, a connection each",
            at_once,
            |settings| Requests::prepare(settings, clients::close_each),
            |requests| requests.run(at_once::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "pool",
            "A pool, keep-alive",
            "src/connections/bounded.rs",
            |settings| Requests::prepare(settings, clients::keep_alive),
            |requests| requests.run(bounded::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "http2",
            "At once, HTTP/2",
            at_once,
            |settings| Requests::prepare(settings, clients::http2),
            |requests| requests.run(at_once::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "http2-limited",
            "HTTP/2, few streams allowed",
            at_once,
            |settings| Requests::prepare_limited(settings, clients::http2),
            |requests| requests.run(at_once::fetch_all),
        )
        .in_group(group),
    ]
}

fn beside_a_large_one() -> Vec<Strategy> {
    let (group, unread) = ("A large answer unread", "src/connections/unread.rs");
    vec![
        Strategy::new(
            "unread-kept",
            "Unread, keep-alive",
            unread,
            |settings| Requests::prepare(settings, clients::keep_alive),
            |requests| requests.run(unread::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "unread-http2",
            "Unread, HTTP/2, larger window",
            unread,
            |settings| Requests::prepare(settings, clients::http2),
            |requests| requests.run(unread::fetch_all),
        )
        .in_group(group),
        Strategy::new(
            "unread-one-window",
            "Unread, HTTP/2, one window",
            unread,
            |settings| Requests::prepare(settings, clients::http2_one_window),
            |requests| requests.run(unread::fetch_all),
        )
        .in_group(group),
    ]
}
