//! Every experiment at its smallest.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

fn trace(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_io-bound"))
        .args(["trace", "overview", "--profile", "smoke"])
        .args(arguments.split_whitespace())
        .stdin(Stdio::null())
        .output()
        .expect("started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_trace_has_a_line_a_request_with_process_thread_and_times() {
    let printed = trace("--only sequential --requests 3");
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 3, "{printed}");
    for (number, line) in lines.into_iter().enumerate() {
        for part in ["sequential", "process ", "thread ", "waits"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(line.ends_with(&format!("/bytes/{}", 1000 + number)), "{line}");
    }
}

#[test]
fn traces_tell_one_at_a_time_from_all_at_once_and_threads_from_processes() {
    let json =
        trace("--only sequential,thread-each,async,processes-5 --latency 50ms --json");
    let traces: Vec<record::Trace> = serde_json::from_str(&json).expect("traces");
    let of = |row: &str| {
        &traces.iter().find(|trace| trace.row == row).expect("traced").spans
    };
    let threads = |row: &str| {
        of(row)
            .iter()
            .map(|span| (span.process, span.thread))
            .collect::<BTreeSet<_>>()
            .len()
    };
    let in_turn =
        |row: &str| of(row).windows(2).all(|pair| pair[0].end_ns <= pair[1].begin_ns);
    assert!(traces.iter().all(|trace| trace.spans.len() == 6), "{json}");
    assert!(in_turn("sequential") && !in_turn("async") && !in_turn("thread-each"));
    assert_eq!(
        [threads("sequential"), threads("async"), threads("thread-each")],
        [1, 1, 6]
    );
    let processes: BTreeSet<u32> =
        of("processes-5").iter().map(|span| span.process).collect();
    assert_eq!(processes.len(), 3, "six requests are three shares of two");
}
