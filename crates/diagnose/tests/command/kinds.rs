//! What `diagnose` says of programs with one thing wrong, and of their cures: see
//! `examples/ill`. They run one after another, for they need the cores.

use std::env::current_exe;
use std::process::{ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::support;
use serde_json::Value;

/// Kind and mode of a program, which finding may come first, what that has to say, and what
/// no advice may say.
type Ill =
    (&'static str, &'static str, &'static [&'static str], &'static str, &'static str);

const ILL: [Ill; 24] = [
    ("tiny-tasks", "par", &["hand_offs"], "", DIVIDE),
    ("nested-pools", "nested", &["too_many_threads"], "", DIVIDE),
    ("yields", "", &["yields"], "", DIVIDE),
    ("small-pool", "2", &["failed"], "", OVERLAP),
    ("await-in-a-loop", "loop", &["waits"], ONE_AT_A_TIME, DIVIDE),
    ("blocking-runtime", "blocking", &["blocked_runtime"], "", DIVIDE),
    ("event-loop-blocked", "", &["blocked_runtime"], "", DIVIDE),
    ("fresh-connections", "each", &["fresh_connections"], "", DIVIDE),
    ("too-many-files", "all", &["out_of_files"], "", OVERLAP),
    ("nagle", "two-writes", &["delayed_acknowledgement"], "", OVERLAP),
    ("waits-for-itself", "hang", &["hangs"], "", OVERLAP),
    ("two-locks", "hang", &["hangs"], "", OVERLAP),
    ("own-channel", "hang", &["hangs"], "", OVERLAP),
    ("across-await", "hang", &["hangs"], "", OVERLAP),
    // The account of these two is that of good work, and only an experiment tells.
    ("hot-lock", "lock", COMPUTES_OR_QUEUES, "", DIVIDE),
    ("neighbours", "near", COMPUTES, "", DIVIDE),
    ("lock-around-work", "inside", &["one_at_a_time"], "", DIVIDE),
    ("polls", "spin", &["may_poll", "debug_build"], "", DIVIDE),
    ("lines", "println", &["small_writes"], "", DIVIDE),
    ("allocation", "storm", &["page_faults"], "", DIVIDE),
    ("copies", "copy", &["copies"], "", DIVIDE),
    ("starts", "each", &["short_lived_processes"], "", DIVIDE),
    ("fails", "", &["failed"], "", OVERLAP),
    ("aborts", "", &["failed"], "", DIVIDE),
];

/// Kind and mode of a program, which finding may come first, and what that may not say.
type Well = (&'static str, &'static str, &'static [&'static str], &'static str);

const WELL: [Well; 24] = [
    ("tiny-tasks", "seq", COMPUTES, "lock"),
    ("nested-pools", "once", COMPUTES, "lock"),
    ("small-pool", "20", WAITS, ONE_AT_A_TIME),
    ("await-in-a-loop", "joined", WAITS, ONE_AT_A_TIME),
    ("blocking-runtime", "handed-off", WAITS, ONE_AT_A_TIME),
    ("blocking-runtime", "async", WAITS, ONE_AT_A_TIME),
    ("fresh-connections", "one", WAITS, ONE_AT_A_TIME),
    ("too-many-files", "bounded", WAITS, ONE_AT_A_TIME),
    ("nagle", "one-write", TOO_SHORT, "wait"),
    ("waits-for-itself", "ends", WAITS, "lock"),
    ("two-locks", "ends", WAITS, "lock"),
    ("own-channel", "ends", WAITS, "lock"),
    ("across-await", "ends", WAITS, "lock"),
    ("hot-lock", "local", COMPUTES, "lock"),
    ("neighbours", "apart", COMPUTES, "lock"),
    ("lock-around-work", "outside", COMPUTES, "lock"),
    ("polls", "recv", WAITS, "computes"),
    ("lines", "gathered", COMPUTES, "lock"),
    ("allocation", "reuse", COMPUTES, "lock"),
    ("copies", "generate", COMPUTES, "lock"),
    ("starts", "one", TOO_SHORT, "wait"),
    ("healthy", "waits", WAITS, ONE_AT_A_TIME),
    ("healthy", "computes", COMPUTES, "lock"),
    ("healthy", "all-cores", COMPUTES, "lock"),
];

/// On how many cores depends on how many there are, and on who else uses them; and first
/// of all, these programs are debug builds.
const COMPUTES: &[&str] = &["one_core", "several_cores", "all_cores", "debug_build"];

const COMPUTES_OR_QUEUES: &[&str] = &[
    "one_at_a_time",
    "hand_offs",
    "one_core",
    "several_cores",
    "all_cores",
    "debug_build",
];

const WAITS: &[&str] = &["waits"];
const TOO_SHORT: &[&str] = &["too_short"];
const ONE_AT_A_TIME: &str = "one at a time";

/// How one is told to compute on more cores.
const DIVIDE: &str = "divide the work";

/// How one is told to wait for more at once.
const OVERLAP: &str = "several waits";

/// What is said of a program with something wrong; never of a cure.
const ALARMS: [&str; 15] = [
    "blocked_runtime",
    "copies",
    "delayed_acknowledgement",
    "failed",
    "fresh_connections",
    "hand_offs",
    "hangs",
    "memory_grows",
    "one_at_a_time",
    "page_faults",
    "short_lived_processes",
    "small_writes",
    "too_many_threads",
    "waits_for_locks",
    "yields",
];

/// With these first, nothing is a question of speed.
const NO_QUESTION_OF_SPEED: [&str; 3] = ["failed", "hangs", "out_of_files"];

#[test]
fn the_first_finding_is_what_is_wrong() {
    each_in_three(&ILL, |(kind, mode, expected, said, never)| {
        let (_, report) = run(kind, mode);
        let (first, name) = first(&report);
        let mut complaints = Vec::new();
        let mut complain = |what: &str| {
            complaints.push(format!("{kind} {mode}: {what}: {}", report["findings"]));
        };
        if !expected.contains(&name) {
            complain(&format!("not {expected:?} but {name}"));
        }
        if !text(first, "says").contains(said) {
            complain(&format!("does not say `{said}`"));
        }
        let most = &first["speed_up"]["most"];
        if NO_QUESTION_OF_SPEED.contains(&name) && !most.is_null() && *most != 1.0 {
            complain("promises a speed-up");
        }
        if all(&report).iter().any(|finding| text(finding, "advice").contains(never)) {
            complain(&format!("advises to `{never}`"));
        }
        complaints
    });
}

/// Tries every row up to three times: on a machine that is busy with something else, a
/// program may not do what it usually does.
fn each_in_three<T: Copy>(rows: &[T], try_it: impl Fn(T) -> Vec<String>) {
    let mut complaints = Vec::new();
    for row in rows {
        let mut tries = (0..3).map(|_| try_it(*row));
        let mut last = Vec::new();
        let passed = tries.any(|complaints| {
            last = complaints;
            last.is_empty()
        });
        if !passed {
            complaints.append(&mut last);
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn memory_that_grows_is_found_beside_what_the_program_waits_for() {
    let (_, report) = run("grows", "");
    let mut names = all(&report).iter().map(|finding| text(finding, "kind"));
    assert!(names.any(|name| name == "memory_grows"), "{}", report["findings"]);
}

#[test]
fn cures_raise_no_alarm() {
    each_in_three(&WELL, |(kind, mode, expected, never)| {
        let (status, report) = run(kind, mode);
        let (first, name) = first(&report);
        let mut complaints = Vec::new();
        let mut complain = |what: &str| {
            complaints.push(format!("{kind} {mode}: {what}: {}", report["findings"]));
        };
        if !status.success() {
            complain(&status.to_string());
        }
        if !expected.contains(&name) {
            complain(&format!("not {expected:?} but {name}"));
        }
        if text(first, "says").contains(never) {
            complain(&format!("says `{never}`"));
        }
        let mut names = all(&report).iter().map(|finding| text(finding, "kind"));
        if let Some(alarm) = names.find(|name| ALARMS.contains(name)) {
            complain(&format!("a false alarm, {alarm}"));
        }
        complaints
    });
}

/// How this program ended, and the report on it; what it prints is thrown away. Alone on
/// the machine, as far as that is up to the tests of this file.
fn run(kind: &str, mode: &str) -> (ExitStatus, Value) {
    static ALONE: Mutex<()> = Mutex::new(());
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("report.json");
    let ill = ill();
    let mut words = vec!["--json", "--output", file.to_str().expect("UTF-8"), "--"];
    if kind == "too-many-files" {
        words.extend(["sh", "-c", "ulimit -n 256 && exec \"$0\" \"$@\""]);
    }
    words.extend([&ill, kind]);
    words.extend((!mode.is_empty()).then_some(mode));
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let output = support::diagnose(&words).stdout(Stdio::null()).output();
    drop(alone);
    let output = output.expect("started");
    let report = std::fs::read(&file).unwrap_or_else(|error| {
        panic!("{words:?}: {error}: {}", String::from_utf8_lossy(&output.stderr))
    });
    (output.status, serde_json::from_slice(&report).expect("JSON"))
}

/// The example, which Cargo builds with all tests of this package.
fn ill() -> String {
    let own = current_exe().expect("known");
    let profile = own.parent().and_then(|deps| deps.parent()).expect("in a folder");
    let ill = profile.join("examples").join("ill");
    let build = "cargo build --package diagnose --example ill";
    assert!(ill.exists(), "there is no {}: {build}", ill.display());
    ill.to_str().expect("UTF-8").to_owned()
}

fn all(report: &Value) -> &[Value] {
    report["findings"].as_array().unwrap_or_else(|| panic!("no findings: {report}"))
}

/// The first finding, and its kind; that the program is a debug build counts only where
/// nothing else was found.
fn first(report: &Value) -> (&Value, &str) {
    let all = all(report);
    let mut others = all.iter().filter(|finding| finding["kind"] != "debug_build");
    let first = others.next().or(all.first());
    let first = first.unwrap_or_else(|| panic!("no findings: {report}"));
    (first, text(first, "kind"))
}

fn text<'a>(finding: &'a Value, field: &str) -> &'a str {
    finding[field].as_str().unwrap_or_else(|| panic!("no {field}: {finding}"))
}
