//! What `diagnose` says of programs that everybody knows, as far as that does
//! not depend on how fast the machine is, or how busy.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// The report on a program; `None`, and a word, where there is no such program.
fn report(words: &[&str]) -> Option<Value> {
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("report.json");
    let output = Command::new(env!("CARGO_BIN_EXE_diagnose"))
        .args(["--json", "--output"])
        .arg(&file)
        .arg("--")
        .args(words)
        .stdin(Stdio::null())
        .output()
        .expect("started");
    if output.status.code() == Some(127) {
        eprintln!("skipped: there is no `{}` here", words[0]);
        return None;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    let report = fs::read(file).expect("written");
    Some(serde_json::from_slice(&report).expect("JSON"))
}

fn number(report: &Value, name: &str) -> u64 {
    report["usage"][name].as_u64().unwrap_or_else(|| panic!("{name}: {report}"))
}

/// Some megabytes that take a while to compress.
fn data(place: &tempfile::TempDir) -> String {
    let path = place.path().join("data");
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b"abcdefgh"[(state >> 29) as usize]
    });
    fs::write(&path, noise.take(4 << 20).collect::<Vec<u8>>()).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn sleep_waits() {
    let report = report(&["sleep", "2"]).expect("everybody has it");
    assert_eq!(report["verdict"], "waits", "{report}");
    assert_eq!(report["advice"]["pages"][0]["file"], "io-bound.md");
    assert!(number(&report, "wall_ns") >= 2_000_000_000);
}

#[test]
fn a_download_from_a_slow_server_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a request");
        let _ = connection.read(&mut [0; 4096]);
        thread::sleep(Duration::from_secs(1));
        let _ = connection.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
        );
    });
    let Some(report) = report(&["curl", "--silent", "--noproxy", "*", &url]) else {
        return;
    };
    assert_eq!(report["verdict"], "waits", "{report}");
}

#[test]
fn programs_that_compute_do_not_wait() {
    let place = tempfile::tempdir().expect("a folder");
    let data = data(&place);
    for words in [
        &["xz", "-1", "-T1", "--keep", "--stdout", &data][..],
        &["xz", "-1", "-T2", "--block-size=1MiB", "--keep", "--stdout", &data],
        &["sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done"],
    ] {
        let Some(report) = report(words) else { continue };
        assert!(number(&report, "user_ns") > 0, "{report}");
        assert_ne!(report["verdict"], "waits", "{report}");
        if report["verdict"] == "too_short_to_tell" {
            continue;
        }
        let most = report["advice"]["speed_up"]["most"].as_f64().expect("limited");
        // Waiting can be overlapped, computing can be divided; no more than both.
        let computing = report["evidence"]["computing"].as_f64().expect("a share");
        let cores = report["evidence"]["cores_usable"].as_f64().expect("cores");
        assert!((1.0..=cores / computing + 1e-9).contains(&most), "{report}");
    }
}

#[test]
fn children_whose_ends_are_ignored_count_as_far_as_they_were_seen() {
    let script = "$SIG{CHLD} = 'IGNORE'; \
                  unless (fork) { for (1 .. 20_000_000) {} exit } wait";
    let Some(report) = report(&["perl", "-e", script]) else { return };
    assert!(number(&report, "not_told_cpu_ns") > 0, "{report}");
    assert_ne!(report["verdict"], "waits", "{report}");
    let note = report["notes"][0].as_str().expect("a note");
    assert!(note.contains("never waited for"), "{note}");
}

#[test]
fn a_program_may_use_no_more_cores_than_its_affinity_allows() {
    let can = Command::new("taskset").args(["-c", "0", "true"]).status();
    if !can.is_ok_and(|status| status.success()) {
        eprintln!("skipped: `taskset` cannot choose the first core here");
        return;
    }
    let script = "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done";
    let Some(report) = report(&["taskset", "-c", "0", "sh", "-c", script]) else {
        return;
    };
    assert_eq!(report["evidence"]["cores_usable"], 1, "{report}");
}

#[test]
fn without_proc_a_program_that_computes_is_not_said_to_wait() {
    let script = "mount -t tmpfs none /proc || exit 127; exec \"$@\"";
    let us = env!("CARGO_BIN_EXE_diagnose");
    let loops = "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", script, "sh", us, "--json"])
        .args(["--output", "-", "--", "sh", "-c", loops])
        .output();
    let output = match output {
        Ok(output) if output.status.success() => output,
        _ => {
            eprintln!("skipped: `unshare` cannot hide /proc here");
            return;
        }
    };
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_ne!(report["verdict"], "waits", "{report}");
    assert_eq!(report["usage"]["looks"], 0);
    assert_eq!(report["usage"]["peak_threads"], Value::Null);
    let unknown = report["unknown"].to_string();
    assert!(unknown.contains("cores over time"), "{unknown}");
}

#[test]
fn all_threads_of_a_program_are_seen() {
    let place = tempfile::tempdir().expect("a folder");
    let data = data(&place);
    let words = ["xz", "-1", "-T3", "--block-size=1MiB", "--keep", "--stdout", &data];
    let Some(report) = report(&words) else { return };
    assert!(number(&report, "peak_threads") >= 3, "{report}");
    assert_eq!(number(&report, "peak_processes"), 1);
}

#[test]
fn children_and_their_children_count() {
    let report = report(&[
        "sh",
        "-c",
        "head -c 40000000 /dev/zero | cat | cat > /dev/null; sleep 0.2",
    ]);
    let report = report.expect("everybody has it");
    let io = &report["usage"]["io"];
    assert!(io["read_bytes"].as_u64() >= Some(120_000_000), "{report}");
    // The last of them writes to nowhere, which counts. Nothing else does.
    let written = io["written_bytes"].as_u64().expect("a number");
    assert!((120_000_000..120_100_000).contains(&written), "{report}");
    assert!(number(&report, "peak_processes") >= 2, "{report}");
}

#[test]
fn cpu_time_is_what_gnu_time_says_of_the_same_run() {
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("time");
    let path = file.to_str().expect("UTF-8");
    let loops = "i=0; while [ $i -lt 400000 ]; do i=$((i + 1)); done";
    let script = format!("{loops}; sh -c '{loops}'");
    let time = ["/usr/bin/time", "-o", path, "-f", "%U %S", "sh", "-c", &script];
    let Some(report) = report(&time) else { return };
    let said = fs::read_to_string(file).expect("written");
    let seconds: f64 =
        said.split_whitespace().map(|part| part.parse::<f64>().expect("seconds")).sum();
    let ours = (number(&report, "user_ns") + number(&report, "system_ns")) as f64 / 1e9;
    // It tells hundredths of a second, cut off, of each of the two; and it has
    // used some itself.
    let off = ours - seconds;
    assert!((-0.001..0.02 * seconds + 0.03).contains(&off), "{ours}, not {seconds}");
}
