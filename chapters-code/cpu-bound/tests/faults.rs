//! What can go wrong while computing is a row that says so, or is refused before.

use std::process::{Command, Output, Stdio};

#[cfg(target_os = "linux")]
use procfs::process::{self, Process};

fn run(arguments: &str) -> Output {
    command(arguments).output().expect("started")
}

fn command(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cpu-bound"));
    command
        .args(arguments.split_whitespace())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn limits_that_leave_nothing_to_do_or_need_too_much_memory_are_refused() {
    for (settings, said) in [
        ("overview --from 40 --to 40", "has to be less than"),
        ("overview --to 20000000", "10000000 at most"),
        ("overview --to 1000000000", "10000000 at most"),
        ("imbalance --tasks 200000", "has to be from 1 to 100000"),
        ("imbalance --largest 1000000000", "to 100000000"),
    ] {
        let place = tempfile::tempdir().expect("a folder");
        let charts = place.path().display();
        let output = run(&format!("run {settings} --profile smoke --charts {charts}"));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{settings}: {stderr}");
        assert!(stderr.contains(said), "{settings}: {stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_that_may_use_one_core_starts_one_worker() {
    use std::collections::BTreeSet;

    let status = Process::myself().and_then(|process| process.status());
    let allowed = status.expect("readable").cpus_allowed_list.expect("Linux has it");
    let output = Command::new("taskset")
        .args(["-c", &allowed[0].0.to_string(), env!("CARGO_BIN_EXE_cpu-bound")])
        .args("trace overview --profile smoke --json".split(' '))
        .args(["--only", "static-split,rayon,async-threads,processes-batches"])
        .stdin(Stdio::null())
        .output()
        .expect("taskset is part of util-linux");
    let traces: Vec<record::Trace> =
        serde_json::from_slice(&output.stdout).expect("traces");
    assert_eq!(traces.len(), 4);
    for trace in traces {
        let threads: BTreeSet<_> =
            trace.spans.iter().map(|span| (span.process, span.thread)).collect();
        assert_eq!(threads.len(), 1, "{}", trace.row);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_process_that_is_killed_fails_its_row_and_nothing_hangs() {
    use std::time::{Duration, Instant};

    use record::Record;

    let place = tempfile::tempdir().expect("a folder");
    let charts = place.path().display();
    // Long enough to find a worker in.
    let child = command(&format!(
        "run overview --profile smoke --only processes-messages \
         --from 2000000 --to 2000040 --json --charts {charts}"
    ))
    .spawn()
    .expect("started");
    let until = Instant::now() + Duration::from_secs(20);
    let worker = loop {
        assert!(Instant::now() < until, "no worker was started");
        if let Some(worker) = worker_of(child.id()) {
            break worker;
        }
    };
    let killed = Command::new("kill").args(["-9", &worker.to_string()]).status();
    assert!(killed.expect("kill exists").success());
    let output = child.wait_with_output().expect("ended");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "failure is data: {said}");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let record: Record =
        serde_json::from_value(json[0]["record"].clone()).expect("a record");
    let failures: Vec<_> = record.rows[0].failures().collect();
    assert_eq!(failures.len(), 1, "{said}");
    assert!(
        failures[0].message.contains("the worker ended without an answer"),
        "{said}"
    );
}

/// A worker process of a sample of this run.
#[cfg(target_os = "linux")]
fn worker_of(run: u32) -> Option<i32> {
    let parent = |process: &Process| process.stat().ok().map(|stat| stat.ppid);
    let mut running = process::all_processes().ok()?.filter_map(Result::ok);
    let worker = running.find(|process| {
        process.cmdline().is_ok_and(|words| words.ends_with(&WORKER.map(String::from)))
            && parent(process)
                .and_then(|sample| parent(&Process::new(sample).ok()?))
                .is_some_and(|parent| parent == run.cast_signed())
    });
    worker.map(|process| process.pid)
}

/// How a worker process is started.
#[cfg(target_os = "linux")]
const WORKER: [&str; 2] = ["helper", "sieve-worker"];
