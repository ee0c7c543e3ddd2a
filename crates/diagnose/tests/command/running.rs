//! A process that runs already: `diagnose --pid`.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{self, PROGRAM, captured, needs, number, signal};
use procfs::process::Process;
use serde_json::Value;

fn diagnose(pid: u32, time: &str) -> Command {
    support::diagnose(&["--json", "--pid", &pid.to_string(), "--for", time])
}

/// The report of a command that succeeds.
fn report(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    support::report(output)
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

fn until(pid: u32, is: impl Fn(&Process) -> bool) {
    let process = Process::new(pid.cast_signed()).expect("it is there");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is(&process) {
        assert!(Instant::now() < deadline);
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_process_that_sleeps_waits() {
    let sleeping = Running::start("exec sleep 600");
    until(sleeping.pid(), |process| {
        process.stat().is_ok_and(|stat| stat.comm == "sleep" && stat.state == 'S')
    });
    let report = report(&diagnose(sleeping.pid(), "300ms").output().expect("started"));
    assert_eq!(report["verdict"], "waits", "{report}");
    assert_eq!(report["subject"]["ended"], false);
    assert!(report["usage"]["wall_ns"].as_u64() >= Some(300_000_000));
}

#[test]
fn what_children_do_meanwhile_counts() {
    // After a long past, nothing but short children. That the past does not count is
    // not tested here: how much they do meanwhile has no upper bound.
    let busy = Running::start(
        "head -c 30000000 /dev/zero > /dev/null; \
         while :; do head -c 1000000 /dev/zero > /dev/null; done",
    );
    let pid = busy.pid();
    thread::sleep(Duration::from_millis(300));
    let report = report(&diagnose(pid, "500ms").output().expect("started"));
    assert!(number(&report, "user_ns") + number(&report, "system_ns") > 0);
    assert!(report["usage"]["io"]["read_bytes"].as_u64() > Some(0), "{report}");
    assert!(number(&report, "voluntary_switches") > 0, "{report}");
    assert_ne!(report["verdict"], "waits", "{report}");
}

#[test]
fn what_diagnose_uses_itself_does_not_count() {
    // The shell that is watched starts the watching.
    let script = format!("'{PROGRAM}' --json --pid $$ --for 300ms; true");
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
    until(zombie.id(), |process| process.stat().is_ok_and(|stat| stat.state == 'Z'));
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

#[test]
fn ctrl_c_ends_the_watching_and_not_the_process() {
    let sleeping = Running::start("exec sleep 600");
    let watching = diagnose(sleeping.pid(), "10min").spawn().expect("started");
    // It catches Ctrl-C: a bit for each signal, and that is the second.
    until(watching.id(), |process| {
        process.status().is_ok_and(|status| status.sigcgt & 0b10 != 0)
    });
    signal("INT", &watching.id().to_string());
    let report = report(&watching.wait_with_output().expect("ended"));
    assert_eq!(report["subject"]["stopped"], true);
    assert!(Path::new(&format!("/proc/{}", sleeping.pid())).exists());
}

const NOBODY: [&str; 6] =
    ["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];

#[test]
fn another_users_process_is_watched_as_far_as_that_is_allowed() {
    // For root that is nobody's view of init, for everybody else their own.
    let is_root = std::fs::metadata("/proc/self").expect("readable").uid() == 0;
    if is_root && !needs("setpriv") {
        return;
    }
    let as_another = |program: &str, words: &[&str]| {
        let (program, words) = if is_root {
            ("setpriv", [&NOBODY[..], &[program], words].concat())
        } else {
            (program, words.to_vec())
        };
        captured(Command::new(program), &words).output().expect("started")
    };
    // Another user cannot reach where the tests are built.
    let place = tempfile::tempdir_in("/tmp").expect("a folder");
    let for_all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.path(), for_all).expect("set");
    let copy = place.path().join("diagnose");
    std::fs::copy(PROGRAM, &copy).expect("copied");
    let copy = copy.to_str().expect("UTF-8");
    let output = as_another(copy, &["--json", "--pid", "1", "--for", "300ms"]);
    if as_another("cat", &["/proc/1/stat"]).status.success() {
        let report = report(&output);
        assert_eq!(report["usage"]["io"], Value::Null);
        let unknown = report["unknown"][0].as_str().expect("it says so");
        assert!(unknown.contains("for its owner"), "{unknown}");
    } else {
        // Mounted with `hidepid`.
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("belongs to another user"), "{text}");
    }
}
