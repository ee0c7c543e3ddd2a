//! `diagnose --pid`: what can go wrong with a process that runs already.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

fn diagnose(pid: u32, time: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diagnose"));
    command
        .args(["--json", "--pid", &pid.to_string(), "--for", time])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn report(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    serde_json::from_str(&text).expect("JSON")
}

/// A process that is ended when the test is over.
struct Running(Child);

impl Running {
    fn start(script: &str) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdout(Stdio::null()).process_group(0);
        Self(command.spawn().expect("sh exists"))
    }

    fn pid(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

#[test]
fn a_process_that_sleeps_waits() {
    let sleeping = Running::start("exec sleep 600");
    let report = report(&diagnose(sleeping.pid(), "300ms").output().expect("started"));
    assert_eq!(report["verdict"], "waits", "{report}");
    assert_eq!(report["subject"]["ended"], false);
    assert!(report["usage"]["wall_ns"].as_u64() >= Some(300_000_000));
}

#[test]
fn what_children_do_meanwhile_counts_and_what_was_before_does_not() {
    // A long past, and then nothing but short children.
    let busy = Running::start(
        "head -c 30000000 /dev/zero > /dev/null; \
         while :; do head -c 1000000 /dev/zero > /dev/null; done",
    );
    let pid = busy.pid();
    thread::sleep(Duration::from_millis(300));
    let report = report(&diagnose(pid, "500ms").output().expect("started"));
    let usage = &report["usage"];
    assert!(
        usage["user_ns"].as_u64().expect("a number")
            + usage["system_ns"].as_u64().expect("a number")
            > 0
    );
    assert!(usage["io"]["read_bytes"].as_u64() > Some(0), "{report}");
    assert!(usage["voluntary_switches"].as_u64() > Some(0), "{report}");
    assert_ne!(report["verdict"], "waits", "{report}");
}

#[test]
fn what_diagnose_uses_itself_does_not_count() {
    // The shell that is watched starts the watching.
    let script =
        format!("{} --json --pid $$ --for 300ms; true", env!("CARGO_BIN_EXE_diagnose"));
    let output = Command::new("sh").args(["-c", &script]).output().expect("started");
    let report = report(&output);
    assert_eq!(report["usage"]["peak_processes"], 1, "{report}");
    assert_eq!(report["verdict"], "waits", "{report}");
}

#[test]
fn a_process_that_is_not_there_is_said_to_be_missing() {
    let mut ended = Command::new("true").spawn().expect("started");
    ended.wait().expect("ended");
    let output = diagnose(ended.id(), "300ms").output().expect("started");
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("there is no process") && text.contains("ps -e"), "{text}");
}

#[test]
fn a_process_that_nobody_has_waited_for_has_ended() {
    let mut zombie = Command::new("true").spawn().expect("started");
    let stat = format!("/proc/{}/stat", zombie.id());
    let deadline = Instant::now() + Duration::from_secs(60);
    while !std::fs::read_to_string(&stat).expect("it is there").contains(") Z ") {
        assert!(Instant::now() < deadline);
        thread::sleep(Duration::from_millis(5));
    }
    let output = diagnose(zombie.id(), "300ms").output().expect("started");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && text.contains("has ended"), "{text}");
    zombie.wait().expect("ended");
}

#[test]
fn a_process_that_ends_meanwhile_is_reported_until_then() {
    let mut short = Command::new("sleep").arg("0.5").spawn().expect("started");
    let began = Instant::now();
    let watching = diagnose(short.id(), "10min").spawn().expect("started");
    short.wait().expect("ended");
    let output = watching.wait_with_output().expect("ended");
    assert!(began.elapsed() < Duration::from_secs(300), "it did not wait for the time");
    assert_eq!(report(&output)["subject"]["ended"], true);
}

fn until_it_catches_ctrl_c(pid: u32) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let catches = || {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
        // A bit each, and Ctrl-C is the second.
        Some(u64::from_str_radix(mask.trim(), 16).ok()? & 0b10 != 0)
    };
    while catches() != Some(true) {
        assert!(Instant::now() < deadline);
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn ctrl_c_ends_the_watching_and_not_the_process() {
    let sleeping = Running::start("exec sleep 600");
    let watching = diagnose(sleeping.pid(), "10min").spawn().expect("started");
    until_it_catches_ctrl_c(watching.id());
    let pid = watching.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().expect("kill exists");
    let report = report(&watching.wait_with_output().expect("ended"));
    assert_eq!(report["subject"]["stopped"], true);
    assert!(Path::new(&format!("/proc/{}", sleeping.pid())).exists());
}

const NOBODY: [&str; 6] =
    ["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];

#[test]
fn another_users_process_is_watched_as_far_as_that_is_allowed() {
    // Somebody else: for root nobody, and for everybody else root.
    let is_root = std::fs::metadata("/proc/self")
        .is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = diagnose(1, "300ms");
    let place = tempfile::tempdir_in("/tmp").expect("a folder");
    if is_root {
        let can = Command::new("setpriv").args(NOBODY).arg("true").output();
        if !can.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: `setpriv` cannot become another user here");
            return;
        }
        let words: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        // It cannot reach where the tests are built, so it gets a copy.
        let for_all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(place.path(), for_all).expect("set");
        let copy = place.path().join("diagnose");
        std::fs::copy(env!("CARGO_BIN_EXE_diagnose"), &copy).expect("copied");
        command = Command::new("setpriv");
        command.args(NOBODY).arg(&copy).args(words);
    }
    let output = command.output().expect("started");
    let text = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        assert!(text.contains("belongs to another user"), "{text}");
        return;
    }
    let report = report(&output);
    assert_eq!(report["usage"]["io"], Value::Null);
    let unknown = report["unknown"][0].as_str().expect("it says so");
    assert!(unknown.contains("for its owner"), "{unknown}");
}

#[test]
fn times_and_numbers_that_make_no_sense_are_refused() {
    for arguments in [["--pid", "0"], ["--pid", "-5"], ["--pid", "many"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_diagnose"))
            .args(arguments)
            .output()
            .expect("started");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(diagnose(1, "soon").output().expect("started").status.code(), Some(2));
}
