//! What can go wrong while computing is a row that says so, or is refused before.

use std::process::{Command, Output, Stdio};

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

    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let allowed = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
        .expect("Linux has it");
    let first = allowed.trim().split([',', '-']).next().expect("not empty");
    let output = Command::new("taskset")
        .args(["-c", first, env!("CARGO_BIN_EXE_cpu-bound")])
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
    let killed = Command::new("kill").args(["-9", &worker]).status();
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
fn worker_of(run: u32) -> Option<String> {
    let read = |pid: &str, name: &str| {
        std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default()
    };
    let parent = |pid: &str| {
        let status = read(pid, "status");
        let line = status.lines().find_map(|line| line.strip_prefix("PPid:\t"));
        line.map(str::to_owned)
    };
    let pids = std::fs::read_dir("/proc").ok()?.filter_map(Result::ok);
    pids.filter_map(|entry| entry.file_name().into_string().ok()).find(|pid| {
        read(pid, "cmdline").contains("helper\0sieve-worker")
            && parent(pid).and_then(|sample| parent(&sample)) == Some(run.to_string())
    })
}
