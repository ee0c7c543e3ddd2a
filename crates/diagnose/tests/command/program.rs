//! A program that `diagnose` runs: how its end is passed on, and why it was not run.

use std::path::Path;
use std::process::Output;

use crate::support::{diagnose, file, number, report, run, signal};
use serde_json::Value;

/// Runs a shell script under `diagnose --json`.
fn script(script: &str) -> (Output, Value) {
    let output = run(&["--json", "--", "sh", "-c", script]);
    let report = report(&output);
    (output, report)
}

fn refused(arguments: &[&str], status: i32, words: &[&str]) {
    let output = run(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.starts_with("error: "), "{stderr}");
    for part in words {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

#[test]
fn a_program_that_does_not_exist_is_refused_as_shells_do() {
    refused(&["--", "no-such-program"], 127, &["there is no program", "PATH", "./no-"]);
    let path = "/no/such/program";
    refused(&["--", path], 127, &[path, "no such file", "check the path"]);
}

#[test]
fn a_program_that_is_not_executable_is_refused_as_shells_do() {
    let place = tempfile::tempdir().expect("a folder");
    refused(
        &["--", &file(&place, "plain", "hello", 0o644)],
        126,
        &["not executable", "chmod"],
    );
    let orphan = file(&place, "orphan", "#!/no/such/interpreter\n", 0o755);
    refused(&["--", &orphan], 127, &["interpreter"]);
    if cfg!(target_os = "linux") {
        // Elsewhere such a file may be given to a shell without being asked.
        let script = file(&place, "script", "echo hello\n", 0o755);
        refused(&["--", &script], 126, &["#!/bin/sh", &format!("`sh {script}`")]);
    }
    let folder = place.path().to_str().expect("UTF-8");
    refused(&["--", folder], 126, &["is a folder"]);
}

#[test]
fn a_script_on_the_path_whose_interpreter_is_missing_is_not_said_to_be_missing() {
    let place = tempfile::tempdir().expect("a folder");
    file(&place, "orphan", "#!/no/such/interpreter\n", 0o755);
    let output = diagnose(&["--", "orphan"]).env("PATH", place.path()).output();
    let output = output.expect("started");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(127), "{stderr}");
    assert!(stderr.contains("interpreter"), "{stderr}");
}

#[test]
fn a_command_line_without_a_program_or_process_is_refused() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Usage"));
}

#[test]
fn the_programs_exit_code_is_passed_on() {
    for code in [0, 1, 3, 126, 255] {
        let (output, report) = script(&format!("exit {code}"));
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(report["subject"]["exit_code"], code);
    }
}

#[test]
fn a_program_that_a_signal_ends_is_128_and_its_number() {
    for (name, number) in [("KILL", 9), ("SEGV", 11), ("INT", 2), ("TERM", 15)] {
        let (output, report) = script(&format!("kill -{name} $$"));
        assert_eq!(output.status.code(), Some(128 + number), "{name}");
        assert_eq!(report["subject"]["signal"], format!("SIG{name}"));
    }
    if cfg!(target_os = "linux") {
        // One of those that have no name.
        let (output, _) = script("kill -40 $$");
        assert_eq!(output.status.code(), Some(168));
    }
}

#[test]
fn only_a_program_that_hardly_runs_is_too_short_to_tell() {
    for program in ["true", "sleep 0.1"] {
        let (_, report) = script(program);
        let is_short = number(&report, "wall_ns") < 50_000_000;
        assert_eq!(report["verdict"] == "too_short_to_tell", is_short, "{report}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn children_that_are_left_behind_are_counted_and_left_alone() {
    let began = std::time::Instant::now();
    let (output, report) = script(
        "setsid sleep 600 >&- 2>&- & echo $!; setsid sleep 600 >&- 2>&- & echo $!",
    );
    let left = String::from_utf8_lossy(&output.stdout);
    let there = |pid: &str| Path::new(&format!("/proc/{pid}")).exists();
    let are_there: Vec<_> = left.lines().map(there).collect();
    for pid in left.lines() {
        signal("KILL", pid);
    }
    assert!(began.elapsed().as_secs() < 300, "it did not wait for them");
    assert!(output.status.success());
    assert_eq!(are_there, [true, true]);
    assert_eq!(report["usage"]["left_running"], 2, "{report}");
    assert!(report["notes"][0].as_str().expect("a note").contains("2 processes"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_orphans_used_before_they_ended_counts() {
    // The shell in the middle ends at once, so nobody but us waits for the last.
    let (_, report) = script(
        "sh -c 'head -c 50000000 /dev/zero > /dev/null & echo' > /dev/null; sleep 1",
    );
    assert_eq!(report["usage"]["left_running"], 0);
    let read = report["usage"]["io"]["read_bytes"].as_u64().expect("known");
    assert!(read >= 50_000_000, "{read}");
}
