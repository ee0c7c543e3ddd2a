//! Every experiment at its smallest.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

fn trace(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cpu-bound"))
        .args(["trace", "overview", "--profile", "smoke"])
        .args(arguments.split_whitespace())
        .stdin(Stdio::null())
        .output()
        .expect("started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_trace_has_a_line_a_task_with_process_thread_and_times() {
    let printed = trace("--only sequential --to 13");
    for line in printed.lines() {
        for part in ["sequential", "process ", "thread ", "sieve"] {
            assert!(line.contains(part), "{line}");
        }
    }
    // One that lost its core meanwhile has a line for that, too.
    for task in ["computes  sieve 1", "computes  sieve 2", "computes  sieve 3"] {
        assert!(printed.contains(task), "{printed}");
    }
    assert!(!printed.contains("sieve 4"), "{printed}");
}

#[test]
fn traces_tell_one_thread_from_a_thread_each_and_threads_from_processes() {
    let json = trace("--only sequential,thread-each,async,processes-batches --json");
    let traces: Vec<record::Trace> = serde_json::from_str(&json).expect("traces");
    let of = |row: &str| {
        &traces.iter().find(|trace| trace.row == row).expect("traced").spans
    };
    let threads = |row: &str| {
        let all = of(row).iter().map(|span| (span.process, span.thread));
        all.collect::<BTreeSet<_>>().len()
    };
    let in_turn =
        |row: &str| of(row).windows(2).all(|pair| pair[0].end_ns <= pair[1].begin_ns);
    assert!(
        traces.iter().all(|trace| evidence::trace::tasks(&trace.spans) == 30),
        "{json}"
    );
    assert!(in_turn("sequential") && in_turn("async"));
    assert_eq!(
        [threads("sequential"), threads("async"), threads("thread-each")],
        [1, 1, 30]
    );
    let workers = measure::environment::cores_usable() as usize;
    assert!((1..=workers).contains(&threads("processes-batches")));
}
