//! What `diagnose` says of well-known programs, as far as that does not depend on how
//! fast the machine is, or how busy.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::support::{LOOP, PROGRAM, needs, number, report_on, skip};
use serde_json::Value;

#[test]
fn sleep_waits() {
    let report = report_on(&["sleep", "2"]);
    assert_eq!(report["verdict"], "waits", "{report}");
    assert_eq!(report["findings"][0]["pages"][0]["file"], "io-bound.md");
    assert!(number(&report, "wall_ns") >= 2_000_000_000);
}

#[test]
fn a_download_from_a_slow_server_waits() {
    if !needs("curl") {
        return;
    }
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
    let report = report_on(&["curl", "--silent", "--noproxy", "*", &url]);
    assert_eq!(report["verdict"], "waits", "{report}");
}

#[test]
fn programs_that_compute_do_not_wait() {
    let mut programs = vec!["sh -c 'while :; do :; done'"];
    if needs("xz") {
        programs.extend(["xz -1 -T1", "xz -1 -T2 --block-size=1MiB"]);
    }
    for program in programs {
        // None would end by itself, so that none is too short.
        let script = format!("timeout 0.5 {program} < /dev/zero > /dev/null; true");
        let report = report_on(&["sh", "-c", &script]);
        assert!(number(&report, "user_ns") > 0, "{report}");
        let verdict = report["verdict"].as_str().expect("a word");
        assert!(!["waits", "too_short_to_tell"].contains(&verdict), "{report}");
        let most = report["findings"][0]["speed_up"]["most"].as_f64().expect("limited");
        // Waiting can be overlapped, computing can be divided; no more than both.
        let computing = report["evidence"]["computing"].as_f64().expect("a share");
        let cores = report["evidence"]["cores_usable"].as_f64().expect("cores");
        assert!((1.0..=cores / computing + 1e-9).contains(&most), "{report}");
    }
}

#[test]
fn all_threads_of_a_program_are_seen() {
    if !needs("xz") {
        return;
    }
    let xz = "timeout 0.5 xz -1 -T3 --block-size=1MiB < /dev/zero > /dev/null; true";
    let report = report_on(&["sh", "-c", xz]);
    // The shell and `timeout` have one each.
    assert!(number(&report, "peak_threads") >= 2 + 3, "{report}");
    assert_eq!(number(&report, "peak_processes"), 3);
}

#[test]
fn children_whose_ends_are_ignored_count_as_far_as_they_were_seen() {
    if !needs("perl") {
        return;
    }
    let script = "$SIG{CHLD} = 'IGNORE'; \
                  unless (fork) { for (1 .. 20_000_000) {} exit } wait";
    let report = report_on(&["perl", "-e", script]);
    assert!(number(&report, "not_told_cpu_ns") > 0, "{report}");
    assert_ne!(report["verdict"], "waits", "{report}");
    let note = report["notes"][0].as_str().expect("a note");
    assert!(note.contains("never waited for"), "{note}");
}

#[test]
fn a_program_may_use_no_more_cores_than_its_affinity_allows() {
    if !needs("taskset") {
        return;
    }
    let own = procfs::process::Process::myself().and_then(|us| us.status());
    let allowed = own.expect("readable").cpus_allowed_list.expect("it is there");
    let core = allowed[0].0.to_string();
    let report = report_on(&["taskset", "-c", &core, "sh", "-c", LOOP]);
    assert_eq!(report["evidence"]["cores_usable"], 1, "{report}");
}

/// A command that hides `/proc` from the one after it, in the first way that works.
fn without_proc() -> Option<Command> {
    let script = "mount -t tmpfs none /proc && exec \"$@\"";
    let ways = [
        "unshare --mount",
        "unshare --map-root-user --mount",
        "sudo --non-interactive unshare --mount",
    ];
    for way in ways {
        let words: Vec<_> = way.split(' ').chain(["sh", "-c", script, "sh"]).collect();
        let command = || {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]);
            command
        };
        let attempt = command().arg("true").output();
        if attempt.is_ok_and(|output| output.status.success()) {
            return Some(command());
        }
    }
    skip("root, sudo, or user namespaces for everybody");
    None
}

#[test]
fn without_proc_a_program_that_computes_is_not_said_to_wait() {
    if !needs("unshare") {
        return;
    }
    let Some(mut command) = without_proc() else { return };
    command.args([PROGRAM, "--json", "--output", "-", "--", "sh", "-c", LOOP]);
    let output = command.output().expect("started");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_ne!(report["verdict"], "waits", "{report}");
    assert_eq!(report["usage"]["looks"], 0);
    assert_eq!(report["usage"]["peak_threads"], Value::Null);
    let unknown = report["unknown"].to_string();
    assert!(unknown.contains("cores over time"), "{unknown}");
}

#[test]
fn children_and_their_children_count() {
    let script = "head -c 40000000 /dev/zero | cat | cat > /dev/null; sleep 0.2";
    let report = report_on(&["sh", "-c", script]);
    let io = &report["usage"]["io"];
    assert!(io["read_bytes"].as_u64() >= Some(120_000_000), "{report}");
    // The last of them writes to nowhere, which counts. Nothing else does.
    let written = io["written_bytes"].as_u64().expect("a number");
    assert!((120_000_000..120_100_000).contains(&written), "{report}");
    assert!(number(&report, "peak_processes") >= 2, "{report}");
}

#[test]
fn cpu_time_is_what_gnu_time_says_of_the_same_run() {
    if !needs("/usr/bin/time") {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("time");
    let path = file.to_str().expect("UTF-8");
    let script = format!("{LOOP}; sh -c '{LOOP}'");
    let time = ["/usr/bin/time", "-o", path, "-f", "%U %S", "sh", "-c", &script];
    let report = report_on(&time);
    let times = fs::read_to_string(file).expect("written");
    let seconds: f64 = times
        .split_whitespace()
        .map(|part| part.parse::<f64>().expect("seconds"))
        .sum();
    let ours = (number(&report, "user_ns") + number(&report, "system_ns")) as f64 / 1e9;
    // It tells hundredths of a second, cut off, of each of the two; and it has
    // used some itself.
    let off = ours - seconds;
    assert!((-0.001..0.02 * seconds + 0.03).contains(&off), "{ours}, not {seconds}");
}
