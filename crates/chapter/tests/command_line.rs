//! The command line of a chapter: what it refuses, what it survives, what it saves.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use harness::lock::MachineLock;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use record::machine::MachineName;
use record::store::Store;
use record::{FailureKind, Outcome, Reading, Record};

/// A checkout with a folder of records, and a folder for temporary files, so that tests
/// neither see nor wait for each other.
struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checkout"),
            root.path(),
        );
        fs::create_dir(root.path().join("tmp")).expect("made");
        // The compiler that the example says it was built with.
        let rustc = root.path().join("rustc");
        fs::write(&rustc, "#!/bin/sh\necho rustc of the tests\n").expect("written");
        fs::set_permissions(&rustc, fs::Permissions::from_mode(0o755)).expect("set");
        Self { root }
    }

    fn charts(&self) -> PathBuf {
        self.root.path().join("charts")
    }

    fn command(&self, arguments: &str) -> Command {
        self.prepare(Command::new(faulty()), arguments)
    }

    fn prepare(&self, mut command: Command, arguments: &str) -> Command {
        command
            .args(arguments.split_whitespace())
            .current_dir(self.root.path())
            .env_remove("BOOK_CHARTS")
            .env("RUSTC", self.root.path().join("rustc"))
            .env_remove("RUSTFLAGS")
            .env_remove("BOOK_MACHINE")
            .env("TMPDIR", self.root.path().join("tmp"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("started")
    }

    /// Runs what must succeed; returns standard output.
    fn prints(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs what must fail; returns standard error.
    fn refuses(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{}", text(&output.stdout));
        assert!(output.stdout.is_empty(), "errors go to standard error");
        text(&output.stderr)
    }

    fn record(&self, experiment: &str) -> Record {
        let store = Store::new(self.charts());
        store.read(&MachineName::local(), "faulty", experiment).expect("saved")
    }

    fn record_file(&self, experiment: &str) -> PathBuf {
        Store::new(self.charts()).path(&MachineName::local(), "faulty", experiment)
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("readable") {
        let (from, to) = {
            let entry = entry.expect("readable");
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            fs::create_dir(&to).expect("made");
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("copied");
        }
    }
}

/// The example, which Cargo builds beside the tests.
fn faulty() -> PathBuf {
    let us = std::env::current_exe().expect("we run");
    us.ancestors().nth(2).expect("target/debug").join("examples/faulty")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Waits until the child says something on standard error, and then drains it.
fn wait_for(child: &mut Child, words: &str) -> String {
    let mut stderr = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut heard = String::new();
    while !heard.contains(words) {
        assert!(
            stderr.read_line(&mut heard).expect("readable") > 0,
            "never said {words:?}: {heard}"
        );
    }
    child.stderr = Some(stderr.into_inner());
    heard
}

const SMOKE: &str = "run sound --profile smoke";

#[test]
fn names_that_do_not_exist_are_refused_and_the_near_one_suggested() {
    let place = Place::new();
    for (arguments, near) in [
        ("run sond", "sound"),
        ("run sound --profile quik", "quick"),
        ("run sound --only frist", "first"),
        ("run sound --cuont 3", "--count"),
        ("shwo sound table", "show"),
        ("show sound tabel", "table"),
    ] {
        let error = place.refuses(arguments);
        assert!(error.contains(near), "{arguments}: {error}");
    }
    place.prints(SMOKE);
    for (arguments, near) in [
        ("show sound number frist/median", "`first`"),
        ("show sound number first/medain", "`median`"),
        ("show sound number cuont", "`count`"),
        ("show sound claim alkie", "`alike`"),
    ] {
        let error = place.refuses(arguments);
        assert!(
            error.contains(&format!("do you mean {near}?")),
            "{arguments}: {error}"
        );
    }
}

#[test]
fn zero_and_negative_values_are_refused() {
    let place = Place::new();
    for flag in [
        "--count 0",
        "--count -3",
        "--count 1.5",
        "--pause 0ms",
        "--pause -1ms",
        "--pause 5",
        "--rounds 0",
        "--rounds -1",
        "--deadline 0s",
    ] {
        let error = place.refuses(&format!("{SMOKE} {flag}"));
        assert!(error.contains("invalid value"), "{flag}: {error}");
    }
}

#[test]
fn a_setting_that_the_experiment_does_not_have_is_refused() {
    let error = Place::new().refuses("run faults --profile smoke --pause 2ms");
    assert!(error.contains("`--pause` is not a setting of `faults`"), "{error}");
}

#[test]
fn an_only_of_another_experiment_is_refused_with_the_keys_of_this_one() {
    let error = Place::new().refuses("run sound --only hangs");
    assert!(error.contains("no strategy `hangs`"), "{error}");
    assert!(error.contains("There are: first, second"), "{error}");
    assert!(!error.contains("left-1"), "{error}");
}

#[test]
fn the_first_of_the_strategies_asked_for_is_what_the_others_are_compared_with() {
    let place = Place::new();
    let printed = place.prints("run faults --profile smoke --only wrong,fails");
    assert!(printed.contains("“wrong”"), "{printed}");
    let printed = place.prints(&format!("{SMOKE} --only second"));
    assert!(
        printed.contains("“The second”") && !printed.contains("undecided"),
        "{printed}"
    );
}

#[test]
fn a_sweep_is_a_line_a_place_and_a_column_a_series() {
    let place = Place::new();
    place.prints("run sweep --profile smoke");
    let grid = place.prints("show sweep grid");
    let lines: Vec<String> = grid
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(lines[0], "| size | Left | Right |");
    assert_eq!(lines[2], "| 1 | 1.00 KiB | 1.00 KiB |");
    assert_eq!(lines[3], "| 2 | 2.00 KiB | 2.00 KiB |");
    // The smoke profile leaves the third out, and the page says so.
    assert_eq!(lines[4], "| 3 | not measured | |");
    let left_out = place.record("sweep");
    assert!(left_out.row("left-3").expect("a row").samples.is_empty());
    assert_eq!(
        left_out.row("left-2").expect("a row").predicted_wall_ns,
        Some(2_000_000)
    );
    let again = place.run("run sweep --profile smoke");
    assert!(!text(&again.stderr).contains("round"), "{}", text(&again.stderr));
    assert!(place.charts().join("local/faulty/sweep.svg").is_file());
    assert!(place.charts().join("local/faulty/sweep.times.svg").is_file());
}

#[test]
fn a_size_that_the_settings_leave_out_is_neither_run_nor_traced() {
    let place = Place::new();
    let error = place.refuses("trace sweep --profile smoke --only left-3");
    assert!(error.contains("no strategy of `sweep` is left"), "{error}");
    let output = place.run("run sweep --profile smoke --only left-3");
    let said = text(&output.stderr);
    assert!(said.contains("sweep: nothing to run"), "{said}");
    let output = place.run("trace sweep --profile smoke");
    assert!(output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("left-2") && !said.contains("left-3"), "{said}");
}

#[test]
fn a_trace_of_what_fails_says_so_and_fails() {
    let place = Place::new();
    for flags in ["", "--json"] {
        let output = place.run(&format!(
            "trace faults --profile smoke --only right,fails,panics {flags}"
        ));
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        for words in [
            "the disk is on fire",
            "no luck",
            "right: this strategy marks no task",
            "2 of 3 strategies failed",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("fails: this strategy marks no task"), "{said}");
    }
}

#[test]
fn what_an_experiment_measured_itself_is_shown_by_name() {
    let place = Place::new();
    place.prints("run sweep --profile smoke");
    assert!(place.prints("show sweep measures cost").contains("Its cost"));
    assert_eq!(place.prints("show sweep number right-2/cost").trim(), "2.00 KiB");
    assert_eq!(place.prints("show sweep number left-2/left-1/cost").trim(), "2.00");
    assert_eq!(place.prints("show sweep number right-2/size").trim(), "2");
    for (arguments, words) in [
        ("show sweep measures cots", "do you mean `cost`?"),
        ("show sweep chart cost", "do you mean `costs`?"),
        ("show sweep grid times", "is not a figure of a sweep"),
        ("show sweep timeline times", "is not a timeline"),
        ("show sweep number right-2/siez", "do you mean `size`?"),
        ("show sweep number Left/serial", "has no figure of speed-ups"),
    ] {
        let error = place.refuses(arguments);
        assert!(error.contains(words), "{arguments}: {error}");
    }
}

#[test]
fn each_fault_is_a_row_that_says_so_and_the_others_stand() {
    let place = Place::new();
    let printed = place.prints("run faults --profile smoke --rounds 2 --deadline 1s");
    let record = place.record("faults");
    let kinds = |key: &str| -> Vec<FailureKind> {
        record.row(key).expect("a row").failures().map(|failure| failure.kind).collect()
    };
    assert_eq!(kinds("right"), []);
    assert_eq!(kinds("wrong"), [FailureKind::WrongAnswer; 2]);
    assert_eq!(kinds("fails"), [FailureKind::Error; 2]);
    assert_eq!(kinds("panics"), [FailureKind::Panicked; 2]);
    assert_eq!(kinds("aborts"), [FailureKind::Killed; 2]);
    assert_eq!(kinds("hangs"), [FailureKind::TimedOut], "it is not waited for twice");
    for words in [
        "the disk is on fire",
        "no luck",
        "SIGABRT",
        "answered 4, expected 3",
        "still running after 1s",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    let table = place.prints("show faults table");
    let (table, below) = table.split_once("\n\n").expect("messages below the table");
    assert!(table.contains("timed out") && !table.contains("still running"), "{table}");
    assert!(below.contains("timed out: still running after 1s"), "{below}");
}

#[test]
fn the_pages_are_told_rounds_and_failures_as_lines_of_json() {
    let place = Place::new();
    let arguments = "run faults --profile smoke --only right,fails --progress json";
    let said = place.run(arguments).stderr;
    let events: Vec<serde_json::Value> = text(&said)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    // What `crates/book` reads of them.
    let is_round = |event: &serde_json::Value| {
        event["event"] == "round" && event["round"] == 1 && event["of"].is_u64()
    };
    assert!(events.iter().any(is_round), "{events:?}");
    let is_failure = |event: &serde_json::Value| {
        let message = event["message"].as_str().unwrap_or_default();
        event["event"] == "failure"
            && event["row"] == "fails"
            && message.contains("the disk is on fire")
    };
    assert!(events.iter().any(is_failure), "{events:?}");
}

#[test]
fn what_is_current_is_not_measured_again_and_what_is_stale_is() {
    let place = Place::new();
    place.prints(SMOKE);
    let first = place.record("sound").started_utc;
    let seed = place.record("sound").seed;
    place.prints(SMOKE);
    assert_eq!(
        (place.record("sound").started_utc, place.record("sound").seed),
        (first, seed)
    );
    let output = place.run("run sound --profile quick");
    assert!(
        text(&output.stderr)
            .contains("measured with the smoke profile, and quick is asked for")
    );
    assert_ne!(place.record("sound").seed, seed);
    let current = place.prints("list");
    assert!(
        current.contains("up to date")
            && current.contains("not measured on this machine"),
        "{current}"
    );
}

#[test]
fn a_run_with_other_settings_is_saved_and_says_so() {
    let place = Place::new();
    place.prints(&format!("{SMOKE} --count 7 --pause 2ms"));
    let record = place.record("sound");
    assert_eq!(record.settings.count("count").expect("set"), 7);
    assert_eq!(record.overrides, ["count", "pause"]);
    let machine = place.prints("show sound machine");
    assert!(machine.contains("Measured with <code>count</code> = 7"), "{machine}");
}

#[test]
fn a_run_of_some_strategies_is_printed_and_not_saved() {
    let place = Place::new();
    let output = place.run(&format!("{SMOKE} --only second"));
    assert!(text(&output.stdout).contains("The second"));
    assert!(text(&output.stderr).contains("not saved"));
    assert!(!place.record_file("sound").exists());
}

#[test]
fn an_unusable_record_is_named_set_aside_and_measured_again() {
    let place = Place::new();
    place.prints(SMOKE);
    let file = place.record_file("sound");
    for broken in
        ["{\"schema_version\": 2, \"chap", "{\"schema_version\": 99}", "not JSON"]
    {
        fs::write(&file, broken).expect("written");
        let output = place.run(SMOKE);
        assert!(output.status.success());
        let said = text(&output.stderr);
        assert!(said.contains("sound.json") && said.contains("set aside as"), "{said}");
        assert_eq!(place.record("sound").experiment, "sound");
    }
    let aside = fs::read_dir(file.parent().expect("a folder")).expect("readable");
    let names = aside.map(|entry| {
        entry.expect("readable").file_name().into_string().expect("UTF-8")
    });
    assert_eq!(names.filter(|name| name.contains("set-aside")).count(), 3);
}

#[test]
fn an_unusable_record_is_kept_by_a_fresh_run_too() {
    let place = Place::new();
    place.prints(SMOKE);
    let file = place.record_file("sound");
    for (number, flags) in [(1, "--fresh"), (2, "--count 5")] {
        fs::write(&file, "somebody's only copy").expect("written");
        let output = place.run(&format!("{SMOKE} {flags}"));
        assert!(output.status.success(), "{}", text(&output.stderr));
        let aside = format!("{}.set-aside-{number}", file.display());
        assert!(text(&output.stderr).contains(&aside), "{}", text(&output.stderr));
        assert_eq!(fs::read_to_string(aside).expect("kept"), "somebody's only copy");
        assert_eq!(place.record("sound").experiment, "sound");
    }
}

#[test]
fn showing_an_unusable_record_fails_and_says_what_to_do() {
    let place = Place::new();
    place.prints(SMOKE);
    fs::write(place.record_file("sound"), "{}").expect("written");
    let error = place.refuses("show sound table");
    assert!(error.contains("sound.json") && error.contains("-- run sound"), "{error}");
}

#[test]
fn showing_what_was_never_measured_says_how_to_measure_it() {
    let error = Place::new().refuses("show sound table");
    assert!(error.contains("cargo run --release -p faulty -- run sound"), "{error}");
}

#[test]
fn charts_that_cannot_be_written_leave_what_is_there() {
    let place = Place::new();
    place.prints(SMOKE);
    let before = fs::read(place.record_file("sound")).expect("readable");
    // Root may write anywhere, so the fault is a limit that holds for root too:
    // files may not grow. To a program it looks like a full disk.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""]).arg(faulty());
    let output =
        place.prepare(shell, &format!("{SMOKE} --fresh")).output().expect("started");
    let error = text(&output.stderr);
    assert!(!output.status.success(), "{error}");
    assert!(error.contains("cannot write") && error.contains("untouched"), "{error}");
    assert_eq!(fs::read(place.record_file("sound")).expect("readable"), before);
}

#[test]
fn a_read_only_folder_is_named() {
    if nix::unistd::geteuid().is_root() {
        // Root writes to read-only folders; a file in the folder's place stops root.
        let place = Place::new();
        fs::write(place.charts().join("local"), "in the way").expect("written");
        let error = text(&place.run(SMOKE).stderr);
        assert!(error.contains("charts/local"), "{error}");
        return;
    }
    let place = Place::new();
    fs::set_permissions(place.charts(), fs::Permissions::from_mode(0o555))
        .expect("set");
    let error = text(&place.run(SMOKE).stderr);
    fs::set_permissions(place.charts(), fs::Permissions::from_mode(0o755))
        .expect("set");
    assert!(error.contains("cannot write"), "{error}");
}

#[test]
fn a_second_run_waits_and_says_who_holds_the_lock() {
    let place = Place::new();
    let name = format!("concurrency-measured-{}.lock", nix::unistd::getuid());
    let lock = place.root.path().join("tmp").join(name);
    let held = MachineLock::take(&lock, "the other run", |_| {}).expect("taken");
    let mut child = place.command(SMOKE).spawn().expect("started");
    let heard = wait_for(&mut child, "waiting for another measurement");
    assert!(
        heard.contains("the other run")
            && heard.contains(&std::process::id().to_string()),
        "{heard}"
    );
    assert!(!place.record_file("sound").exists());
    drop(held);
    assert!(child.wait_with_output().expect("ended").status.success());
    assert!(place.record_file("sound").exists());
}

#[test]
fn ctrl_c_keeps_finished_experiments_and_ends_the_rest() {
    let place = Place::new();
    let mut child =
        place.command("run --profile smoke --deadline 500s").spawn().expect("started");
    // `sound` is finished by now; `faults` hangs in one of its strategies.
    wait_for(&mut child, "faulty faults: round 1");
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGINT).expect("sent");
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("readable");
    assert_eq!(child.wait().expect("ended").code(), Some(130));
    assert!(
        said.contains("interrupted; saved: sound, sweep; `faults` keeps"),
        "{said}"
    );
    assert_eq!(place.record("sound").experiment, "sound");
    assert!(!place.record_file("faults").exists());
}

#[test]
fn ctrl_c_while_waiting_for_the_lock_ends_the_wait() {
    let place = Place::new();
    let name = format!("concurrency-measured-{}.lock", nix::unistd::getuid());
    let lock = place.root.path().join("tmp").join(name);
    let _held = MachineLock::take(&lock, "the other run", |_| {}).expect("taken");
    let mut child = place.command(SMOKE).spawn().expect("started");
    wait_for(&mut child, "waiting");
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGINT).expect("sent");
    assert_eq!(child.wait().expect("ended").code(), Some(130));
}

#[cfg(target_os = "linux")]
#[test]
fn one_usable_core_is_enough_and_is_recorded() {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    let place = Place::new();
    let allowed = sched_getaffinity(Pid::from_raw(0)).expect("readable");
    let first = (0..CpuSet::count()).find(|cpu| allowed.is_set(*cpu).unwrap_or(false));
    let mut one = CpuSet::new();
    one.set(first.expect("a core")).expect("in range");
    // A child inherits the affinity of the thread that starts it.
    sched_setaffinity(Pid::from_raw(0), &one).expect("allowed");
    let output = place.run(SMOKE);
    sched_setaffinity(Pid::from_raw(0), &allowed).expect("allowed");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(place.record("sound").environment.cores_usable, 1);
}

#[test]
fn machine_names_that_could_leave_the_folder_or_break_a_page_are_refused() {
    let place = Place::new();
    place.prints(SMOKE);
    for name in ["../up", "a/b", "two words", "it's", "<b>x</b>", "\"q\"", "Up"] {
        for arguments in [
            ["promote", name].as_slice(),
            &["show", "sound", "table", "--machine", name],
        ] {
            let output = place
                .prepare(Command::new(faulty()), "")
                .args(arguments)
                .output()
                .expect("started");
            assert!(!output.status.success(), "{name}");
            assert!(
                text(&output.stderr).contains("lower-case letters"),
                "{}",
                text(&output.stderr)
            );
        }
    }
    assert!(!Path::new(&place.root.path().join("up")).exists());
}

#[test]
fn only_a_full_clean_record_is_promoted() {
    let place = Place::new();
    place.prints(SMOKE);
    let error = place.refuses("promote somebody");
    assert!(
        error.contains("not fit to be recorded") && error.contains("smoke profile"),
        "{error}"
    );
    assert!(place.refuses("promote local").contains("choose another name"));
    assert!(!place.charts().join("somebody").exists());
}

#[test]
fn a_full_quiet_clean_record_is_promoted_and_others_are_not() {
    let place = Place::new();
    place.prints("run sound --profile full --rounds 6");
    let store = Store::new(place.charts());
    let local = MachineName::local();
    let mut fit = place.record("sound");
    fit.build.git_dirty = Reading::of(false);
    fit.conditions.load_1min_before = Reading::of(0.0);
    fit.conditions.others_cpu_share = Reading::of(0.0);
    fit.conditions.stolen_cpu_share = Reading::of(0.0);
    let refuses = |change: &dyn Fn(&mut Record), words: &str| {
        let mut unfit = fit.clone();
        change(&mut unfit);
        store.write(&local, &unfit).expect("written");
        let error = place.refuses("promote somebody sound");
        assert!(error.contains(words), "{words}: {error}");
        assert!(!place.charts().join("somebody").exists());
    };
    refuses(
        &|record| record.build.git_dirty = Reading::of(true),
        "measured with uncommitted changes",
    );
    refuses(
        &|record| record.build.git_dirty = Reading::unknown("no git here"),
        "uncommitted changes is unknown (no git here)",
    );
    refuses(
        &|record| record.conditions.load_1min_before = Reading::of(64.0),
        "the load was 64.0",
    );
    refuses(
        &|record| record.conditions.others_cpu_share = Reading::of(0.5),
        "used 50 %",
    );
    refuses(&|record| record.profile = record::Profile::Quick, "quick profile");
    refuses(
        &|record| record.overrides = vec!["count".to_owned()],
        "settings were changed",
    );
    store.write(&local, &fit).expect("written");
    // `faults` was never measured: the other is kept all the same.
    let output = place.run("promote somebody faults sound");
    assert!(!output.status.success());
    let error = text(&output.stderr);
    assert!(error.contains("`faults` was not measured"), "{error}");
    let promoted = store.read(&"somebody".parse().expect("valid"), "faulty", "sound");
    assert_eq!(promoted.expect("recorded"), fit);
}

#[test]
fn what_is_stale_of_a_recorded_machine_is_listed_without_this_ones_processor() {
    let place = Place::new();
    place.prints("run sound --profile full --rounds 6");
    let mut record = place.record("sound");
    record.environment.cpu_model = Reading::of("another processor".to_owned());
    record.build.rustc = "rustc 1.0.0".to_owned();
    let store = Store::new(place.charts());
    store.write(&"somebody".parse().expect("valid"), &record).expect("written");
    let stale = |machine: &str| {
        let listed =
            place.prints(&format!("list --json --profile full --machine {machine}"));
        let all: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
        let all = all.as_array().expect("a list");
        let sound = all.iter().find(|one| one["experiment"] == "sound");
        sound.expect("it is listed")["stale"].clone()
    };
    assert_eq!(stale("somebody"), serde_json::json!([]));
    assert_eq!(stale("nobody"), serde_json::json!(["not recorded"]));
    record.profile = record::Profile::Quick;
    store.write(&"somebody".parse().expect("valid"), &record).expect("written");
    assert!(stale("somebody").to_string().contains("quick profile"));
}

#[test]
fn a_build_is_compared_with_another_row_by_row_and_one_that_fails_is_no_comparison() {
    let place = Place::new();
    let compare = |with: &Path| {
        let mut compare = place.command("compare sound --only first,second --with");
        compare.arg(with).output().expect("started")
    };
    let printed = text(&compare(&faulty()).stdout);
    let all: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let number =
        |row: &serde_json::Value, name: &str| row[name].as_f64().expect("a number");
    for (row, name) in all.as_array().expect("a list").iter().zip(["first", "second"]) {
        assert_eq!(row["row"], name);
        let [low, ratio, high] = ["low", "ratio", "high"].map(|name| number(row, name));
        assert!(0.0 < low && low <= ratio && ratio <= high, "{row}");
    }
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let output = compare(Path::new("/no/such/binary"));
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(text(&output.stderr).contains("cannot start a process"));
}

#[test]
fn what_a_failing_strategy_says_cannot_break_a_page() {
    let place = Place::new();
    place.prints("run faults --profile smoke --rounds 1 --deadline 1s");
    let mut record = place.record("faults");
    for sample in &mut record.rows[2].samples {
        if let Outcome::Failed(failure) = &mut sample.outcome {
            failure.message = "no <script>alert(1)</script>".to_owned();
        }
    }
    Store::new(place.charts()).write(&MachineName::local(), &record).expect("written");
    let printed = place.prints("show faults table --format page");
    assert!(printed.contains("&lt;script&gt;"), "{printed}");
    for part in ["table", "stats", "number fails/median"] {
        let printed = place.prints(&format!("show faults {part} --format page"));
        assert!(!printed.contains("<script>"), "{printed}");
    }
}

#[test]
fn a_recorded_machine_is_shown_where_there_is_no_record_of_ones_own() {
    let place = Place::new();
    place.prints(SMOKE);
    fs::rename(place.charts().join("local"), place.charts().join("somebody"))
        .expect("moved");
    let machine = place.prints("show sound machine");
    assert!(
        machine.contains("Recorded numbers: somebody")
            && machine.contains("class=\"machine recorded\"")
    );
    assert!(
        place
            .refuses("show sound machine --machine nobody")
            .contains("on the machine `nobody`")
    );
}

#[test]
fn a_page_shows_another_machine_where_the_one_it_asks_for_has_no_record() {
    let place = Place::new();
    place.prints(SMOKE);
    let record = place.record("sound");
    let store = Store::new(place.charts());
    for machine in ["another", "somebody"] {
        store.write(&machine.parse().expect("valid"), &record).expect("written");
    }
    let asked_by_a_page = |machine: &str| {
        let mut command = place.command("show sound machine");
        text(&command.env("BOOK_MACHINE", machine).output().expect("started").stdout)
    };
    for (asked, shown) in [("somebody", "somebody"), ("nobody", "another")] {
        let machine = asked_by_a_page(asked);
        assert!(machine.contains(&format!("Recorded numbers: {shown}")), "{machine}");
    }
    assert!(asked_by_a_page("local").contains("Your numbers"));
    fs::remove_dir_all(place.charts().join("local")).expect("removed");
    assert!(asked_by_a_page("local").contains("Recorded numbers: another"));
    let asked = "show sound machine --machine nobody";
    assert!(place.refuses(asked).contains("on the machine `nobody`"));
}

#[test]
fn a_strategy_newer_than_the_record_is_not_recorded_yet() {
    let place = Place::new();
    place.prints(SMOKE);
    let mut record = place.record("sound");
    record.rows.retain(|row| row.key == "first");
    Store::new(place.charts()).write(&MachineName::local(), &record).expect("written");
    let unknown = place.refuses("show sound number second/median");
    assert!(unknown.contains("there is no row `second`"), "{unknown}");
    // The experiment's code has changed since.
    let code = place.root.path().join("chapters-code/faulty/src/sound.rs");
    fs::write(code, "fn second() {}").expect("written");
    let number = place.prints("show sound number second/median");
    assert!(number.contains("no value: not recorded yet"), "{number}");
    let machine = place.prints("show sound machine");
    assert!(
        machine.contains("Out of date") && machine.contains("src/sound.rs"),
        "{machine}"
    );
}

#[test]
fn a_data_file_with_an_unknown_key_is_named_with_the_near_one() {
    let place = Place::new();
    let file = place.root.path().join("chapters-code/faulty/src/sound.toml");
    let text = fs::read_to_string(&file).expect("readable");
    fs::write(file, text.replace("at-most", "at-mots")).expect("written");
    let error = place.refuses("show sound question");
    assert!(error.contains("src/sound.toml"), "{error}");
    assert!(error.contains("do you mean `at-most`"), "{error}");
}

#[test]
fn a_comment_in_the_code_makes_nothing_stale() {
    let place = Place::new();
    place.prints(SMOKE);
    let code = place.root.path().join("chapters-code/faulty/src/sound.rs");
    fs::write(code, "//! Other words.\n// And more.\n").expect("written");
    assert!(!place.prints("show sound machine").contains("Out of date"));
}

#[test]
fn every_part_can_be_shown_and_what_scripts_read_as_json() {
    let place = Place::new();
    place.prints(&format!("{SMOKE} --rounds 6"));
    for part in [
        "question",
        "table",
        "counters",
        "stats",
        "rounds",
        "chart",
        "claims",
        "claim alike",
        "number first/median",
        "number second/first/wall",
        "number count",
        "machine",
    ] {
        for format in ["page", "text"] {
            let printed = place.prints(&format!("show sound {part} --format {format}"));
            assert!(!printed.trim().is_empty(), "{part} as {format}");
        }
    }
    for part in ["claims", "claim alike", "number first/median", "number count"] {
        let printed = place.prints(&format!("show sound {part} --json"));
        serde_json::from_str::<serde_json::Value>(&printed).expect("JSON");
    }
    for part in ["question", "table", "machine"] {
        let refused = place.refuses(&format!("show sound {part} --json"));
        assert!(refused.contains("charts/MACHINE/faulty/sound.json"), "{refused}");
    }
    let stats = place.prints("show sound stats");
    for column in ["count", "mean", "std", "min", "25 %", "50 %", "75 %", "max"] {
        assert!(stats.lines().next().expect("a head").contains(column), "{stats}");
    }
    let rounds = place.prints("show sound rounds");
    assert_eq!(
        rounds
            .lines()
            .filter(|line| line.starts_with("| ") && !line.contains("Round"))
            .count(),
        6
    );
    assert!(place.prints("show sound claim alike").contains("<b>✓ holds</b>"));
    // A page of another chapter writes the verdict from this.
    let json: serde_json::Value =
        serde_json::from_str(&place.prints("show sound claims --json")).expect("JSON");
    let [words, mark, class] = ["words", "mark", "class"].map(|name| &json[0][name]);
    assert_eq!([words, mark, class], ["holds", "✓", "holds"]);
    assert!(json[0]["evidence"].as_str().is_some_and(|ratio| ratio.contains('×')));
}

#[test]
fn the_inline_figure_is_one_block_of_html() {
    let place = Place::new();
    place.prints(SMOKE);
    let figure = place.prints("show sound chart");
    let inside = figure.trim();
    assert!(inside.starts_with("<figure") && inside.ends_with("</figure>"));
    assert!(!inside.contains("\n\n"), "a blank line would end the block");
    assert!(figure.starts_with('\n'), "a blank line comes before");
}

#[test]
fn json_for_scripts_holds_the_record_and_the_verdicts() {
    let place = Place::new();
    let printed = place.prints(&format!("{SMOKE} --json"));
    assert!(
        printed.contains("\"verdict\": \"undecided\"")
            && printed.contains("\"schema_version\": 2")
    );
    let record = place.record("sound");
    let outcomes = record.rows.iter().flat_map(|row| &row.samples);
    assert!(
        outcomes.into_iter().all(|sample| matches!(sample.outcome, Outcome::Ok(_)))
    );
}

#[test]
fn a_reader_that_is_gone_ends_the_command_without_a_word() {
    let place = Place::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = place.command("list").stdout(writer).output().expect("started");
    assert_eq!(output.status.signal(), Some(Signal::SIGPIPE as i32));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_word_that_is_not_utf_8_is_refused() {
    let place = Place::new();
    for words in [&[b"\xff".as_slice()][..], &[b"show", b"sound", b"\xff"]] {
        let mut command = place.command("");
        command.args(words.iter().map(|word| OsStr::from_bytes(word)));
        let output = command.output().expect("started");
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.starts_with("error: "), "{said}");
    }
}

#[test]
fn a_listed_strategys_file_is_named_from_the_books_folder() {
    let listed = Place::new().prints("list");
    assert!(listed.contains("chapters-code/faulty/src/first.rs"), "{listed}");
}

#[test]
fn help_succeeds_on_standard_output() {
    let place = Place::new();
    for arguments in ["--help", "run --help", "show --help", "list --help"] {
        assert!(place.prints(arguments).contains("Usage: faulty"));
    }
}
