//! One of many requests fails: when the caller hears of it, and what becomes of the others.

mod blocking_calls;
mod detached_threads;
mod join_all;
mod join_set;
mod requests;
mod scoped_threads;
mod server;
mod spawned;
mod timed_out;
mod try_join_all;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use record::Settings;

use crate::workload;
use requests::Requests;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "cancelling",
        baseline: "try-join-all",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(settings.count("requests")?)),
        slowest: |settings| Ok(Some(settings.duration("latency")? * requests::LONG)),
        preflight: workload::preflight,
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let (tasks, threads) = ("Async", "Threads");
    let row = |key: &'static str,
               label: &'static str,
               file: &str,
               prepare: fn(&Settings) -> Result<Requests>,
               run: fn(&Requests) -> Result<Answer>| {
        Strategy::new(key, label, format!("src/cancelling/{file}.rs"), prepare, run)
    };
    vec![
        row("join-all", "join_all", "join_all", Requests::prepare, |requests| {
            requests.run(join_all::fetch_all)
        })
        .in_group(tasks),
        row(
            "try-join-all",
            "try_join_all",
            "try_join_all",
            Requests::prepare,
            |requests| requests.run(try_join_all::fetch_all),
        )
        .in_group(tasks),
        row(
            "timed-out",
            "join_all, timeout",
            "timed_out",
            Requests::prepare,
            |requests| requests.run(timed_out::fetch_all),
        )
        .in_group(tasks),
        row("join-set", "JoinSet", "join_set", Requests::prepare, |requests| {
            requests.run(join_set::fetch_all)
        })
        .in_group(tasks),
        row(
            "spawned",
            "Spawned, handles dropped",
            "spawned",
            Requests::prepare,
            |requests| requests.run(spawned::fetch_all),
        )
        .in_group(tasks),
        row(
            "blocking-calls",
            "spawn_blocking, aborted",
            "blocking_calls",
            Requests::prepare_blocking,
            |requests| requests.run(blocking_calls::fetch_all),
        )
        .in_group(threads),
        row(
            "scoped",
            "Threads in a scope",
            "scoped_threads",
            Requests::prepare_blocking,
            |requests| requests.run_blocking(scoped_threads::fetch_all),
        )
        .in_group(threads),
        row(
            "detached",
            "Threads, detached",
            "detached_threads",
            Requests::prepare_blocking,
            |requests| requests.run_blocking(detached_threads::fetch_all),
        )
        .in_group(threads),
        row(
            "scoped-timeout",
            "In a scope, client's timeout",
            "scoped_threads",
            Requests::prepare_timeout,
            |requests| requests.run_blocking(scoped_threads::fetch_all),
        )
        .in_group(threads),
    ]
}
