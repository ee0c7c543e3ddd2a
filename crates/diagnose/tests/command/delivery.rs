//! Where the report goes; the program's own input and output are left alone.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::support::{diagnose, report, report_on, run};
use serde_json::Value;

#[test]
fn standard_input_and_both_outputs_are_the_programs_own() {
    let mut child = diagnose(&["--", "sh", "-c", "cat; echo complaint >&2"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("started");
    child.stdin.take().expect("piped").write_all(b"as it was").expect("written");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.stdout, b"as it was");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.starts_with("complaint\n") && stderr.contains("wall time"),
        "{stderr}"
    );
}

#[test]
fn the_report_may_go_to_a_file_and_to_standard_output() {
    let place = tempfile::tempdir().expect("a folder");
    let (file, chart) = (place.path().join("r.json"), place.path().join("c.svg"));
    let (file, chart) = (file.to_str().expect("UTF-8"), chart.to_str().expect("UTF-8"));
    let output =
        run(&["--json", "--output", file, "--chart", chart, "--", "sleep", "0.2"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let report: Value =
        serde_json::from_slice(&fs::read(file).expect("written")).expect("JSON");
    assert_eq!(report["verdict"], "waits");
    let svg = fs::read_to_string(chart).expect("written");
    assert!(svg.starts_with("<svg") && svg.contains("<title"), "{svg}");
    let output = run(&["--output", "-", "--", "sleep", "0.2"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("\n`sleep 0.2` waits"), "{text}");
}

#[test]
fn where_a_report_cannot_be_written_is_said_before_the_program_runs() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().to_str().expect("UTF-8");
    for flag in ["--output", "--chart"] {
        for path in ["/no/such/folder/report", folder] {
            let output = run(&[flag, path, "--", "echo", "it runs"]);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{stderr}");
            assert!(stderr.contains(&format!("cannot write {path}")), "{stderr}");
            assert!(output.stdout.is_empty(), "it did not run");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_in_the_end_comes_on_standard_error() {
    let place = tempfile::tempdir().expect("a folder");
    let chart = place.path().join("c.svg");
    let chart = chart.to_str().expect("UTF-8");
    let words = ["--chart", chart, "--output", "/dev/full", "--", "sh", "-c", "exit 7"];
    let output = run(&words);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(7), "{stderr}");
    assert!(stderr.contains("cannot write /dev/full"), "{stderr}");
    assert!(stderr.contains("wall time"), "{stderr}");
    assert!(Path::new(chart).exists(), "the chart is not lost");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_does_not_change_the_exit_code() {
    let full = fs::File::create("/dev/full").expect("Linux has it");
    let status = diagnose(&["--", "sh", "-c", "exit 7"]).stderr(full).status();
    assert_eq!(status.expect("started").code(), Some(7));
}

#[test]
fn that_nobody_reads_the_report_does_not_change_the_exit_code() {
    let mut child = diagnose(&["--", "sh", "-c", "read line; exit 7"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stderr.take());
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("ended").code(), Some(7));
    let words = ["--output", "-", "--", "sh", "-c", "read line; exit 7"];
    let mut child = diagnose(&words).stdin(Stdio::piped()).spawn().expect("started");
    drop(child.stdout.take());
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("ended").code(), Some(7));
}

#[test]
fn a_hundred_megabytes_of_output_come_through_whole() {
    const BYTES: u64 = 100_000_000;
    let mut child =
        diagnose(&["--json", "--", "head", "-c", &BYTES.to_string(), "/dev/zero"])
            .spawn()
            .expect("started");
    let mut stdout = child.stdout.take().expect("piped");
    let counted = std::io::copy(&mut stdout, &mut std::io::sink()).expect("readable");
    assert_eq!(counted, BYTES);
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success());
    let report = report(&output);
    if cfg!(target_os = "linux") {
        let written = report["usage"]["io"]["written_bytes"].as_u64();
        assert!(written >= Some(BYTES), "{report}");
    }
}

#[test]
fn the_thresholds_are_a_list_for_a_page() {
    let output = run(&["--thresholds"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.starts_with("The first that fits"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("- It ")).count(), 6);
}

#[test]
fn the_schema_is_of_what_json_writes() {
    let output = run(&["--schema"]);
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let report = report_on(&["sleep", "0.1"]);
    let known = &schema["$defs"]["Report"]["properties"];
    for (field, _) in report.as_object().expect("an object") {
        assert!(known.get(field).is_some(), "{field}: {known}");
    }
    let required = schema["$defs"]["Report"]["required"].as_array().expect("a list");
    for field in required {
        assert!(report.get(field.as_str().expect("a name")).is_some(), "{field}");
    }
}

#[test]
fn pages_are_links_to_where_the_book_is_served() {
    let output = run(&["--book", "http://localhost:3000/", "--", "sleep", "0.2"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("http://localhost:3000/io-bound.html"), "{text}");
    let plain = run(&["--", "sleep", "0.2"]);
    assert!(String::from_utf8_lossy(&plain.stderr).contains("book/io-bound.md"));
}
