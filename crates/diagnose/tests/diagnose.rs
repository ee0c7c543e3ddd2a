//! What can go wrong with a program that `diagnose` runs is told, and the
//! program's own input, output and end are left alone.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// `diagnose` with these arguments, all of its streams captured.
fn diagnose(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diagnose"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    diagnose(arguments).output().expect("started")
}

/// Runs a shell script under `diagnose --json`.
fn script(script: &str) -> (Output, Value) {
    let output = run(&["--json", "--", "sh", "-c", script]);
    let report = report(&output.stderr);
    (output, report)
}

/// The report is what comes last on standard error.
fn report(stderr: &[u8]) -> Value {
    let text = String::from_utf8_lossy(stderr);
    let from =
        if text.starts_with('{') { 0 } else { text.find("\n{").expect("a report") };
    serde_json::from_str(&text[from..]).expect("JSON")
}

fn refused(arguments: &[&str], status: i32, said: &[&str]) {
    let output = run(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.starts_with("error: "), "{stderr}");
    for part in said {
        assert!(stderr.contains(part), "{part}: {stderr}");
    }
}

fn signal(name: &str, target: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), "--", target]).status();
    assert!(sent.expect("kill exists").success());
}

/// Reads a child's output up to and with this text.
fn read_until(child: &mut Child, text: &str) -> String {
    let stdout = child.stdout.as_mut().expect("piped");
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(text.as_bytes()) {
        let number = stdout.read(&mut byte).expect("readable");
        assert!(number > 0, "ended after {}", String::from_utf8_lossy(&read));
        read.push(byte[0]);
    }
    String::from_utf8_lossy(&read).into_owned()
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
    let file = |name: &str, text: &str, mode| {
        let path = place.path().join(name);
        fs::write(&path, text).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        path.to_str().expect("UTF-8").to_owned()
    };
    refused(&["--", &file("plain", "hello", 0o644)], 126, &["not executable", "chmod"]);
    let orphan = file("orphan", "#!/no/such/interpreter\n", 0o755);
    refused(&["--", &orphan], 127, &["interpreter"]);
    if cfg!(target_os = "linux") {
        // Elsewhere such a file may be given to a shell without being asked.
        let script = file("script", "echo hello\n", 0o755);
        refused(&["--", &script], 126, &["#!/bin/sh", &format!("`sh {script}`")]);
    }
    let folder = place.path().to_str().expect("UTF-8");
    refused(&["--", folder], 126, &["is a folder"]);
}

#[test]
fn a_script_on_the_path_whose_interpreter_is_missing_is_not_said_to_be_missing() {
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("orphan");
    fs::write(&path, "#!/no/such/interpreter\n").expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    let output = diagnose(&["--", "orphan"]).env("PATH", place.path()).output();
    let output = output.expect("started");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(127), "{stderr}");
    assert!(stderr.contains("interpreter"), "{stderr}");
}

#[test]
fn nothing_to_look_at_is_a_command_line_that_makes_no_sense() {
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
fn a_program_that_hardly_runs_is_too_short_to_tell() {
    let output = run(&["--", "true"]);
    let text = String::from_utf8_lossy(&output.stderr);
    // Where starting it takes longer than that, there is something to tell.
    if !text.contains("too short to tell") {
        let report = report(&run(&["--json", "--", "true"]).stderr);
        assert!(report["usage"]["wall_ns"].as_u64() >= Some(50_000_000), "{text}");
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
    let report = report(&output.stderr);
    if cfg!(target_os = "linux") {
        assert!(
            report["usage"]["io"]["written_bytes"].as_u64() >= Some(BYTES),
            "{report}"
        );
    }
}

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
    let output = run(&["--markdown", "--output", "-", "--", "sleep", "0.2"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("```text\n") && text.ends_with("```\n"), "{text}");
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
fn ctrl_c_reaches_the_program_and_the_report_comes_all_the_same() {
    let mut child =
        diagnose(&["--json", "--", "sh", "-c", "echo begun; exec sleep 600"])
            .process_group(0)
            .spawn()
            .expect("started");
    read_until(&mut child, "begun\n");
    // As a terminal does: to all processes of the group.
    signal("INT", &format!("-{}", child.id()));
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(report(&output.stderr)["subject"]["signal"], "SIGINT");
}

/// `diagnose` with these arguments, in the words of a shell, at a terminal of its own.
fn at_a_terminal(arguments: &str) -> Option<Child> {
    if !Path::new("/usr/bin/script").exists() || !cfg!(target_os = "linux") {
        eprintln!("skipped: this needs util-linux's `script` for a terminal");
        return None;
    }
    let inner = format!("exec {} {arguments}", env!("CARGO_BIN_EXE_diagnose"));
    let child = Command::new("script")
        .args(["--quiet", "--return", "--command", &inner, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    Some(child.expect("started"))
}

/// Types this; what the terminal showed in the end, and the status.
fn typed(mut child: Child, keys: &[u8]) -> (String, Option<i32>) {
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(keys).expect("written");
    stdin.flush().expect("written");
    let output = child.wait_with_output().expect("ended");
    drop(stdin);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
fn a_program_that_takes_ctrl_c_its_own_way_gets_it_once() {
    let handler =
        "trap \"echo caught; exit 5\" INT; echo begun; while :; do sleep 0.1; done";
    let Some(mut child) = at_a_terminal(&format!("-- sh -c '{handler}'")) else {
        return;
    };
    read_until(&mut child, "begun");
    let (text, status) = typed(child, b"\x03");
    assert_eq!(status, Some(5), "{text}");
    // The report has the word as well, within the program's name.
    assert_eq!(text.matches("caught\r").count(), 1, "{text}");
}

/// Whether this process ignores a signal, and so all that it starts do.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & (1 << (signal - 1)) != 0)
}

#[test]
fn who_ends_diagnose_ends_the_program() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        if is_ignored(number) {
            eprintln!("skipped: {name} is ignored here, as `nohup` does");
            continue;
        }
        let mut child =
            diagnose(&["--json", "--", "sh", "-c", "echo begun; exec sleep 600"])
                .spawn()
                .expect("started");
        read_until(&mut child, "begun\n");
        signal(name, &child.id().to_string());
        let output = child.wait_with_output().expect("ended");
        assert_eq!(output.status.signal(), None, "it stayed to report");
        assert_eq!(output.status.code(), Some(128 + number), "{name}");
        assert_eq!(report(&output.stderr)["subject"]["signal"], format!("SIG{name}"));
    }
}

/// Runs this with the ends of children ignored, as some parents leave it.
fn ignoring_children(words: &[&str]) -> Option<Output> {
    let script = "$SIG{CHLD} = 'IGNORE'; exec @ARGV";
    match Command::new("perl").args(["-e", script]).args(words).output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("skipped: this needs perl ({error})");
            None
        }
    }
}

#[test]
fn the_exit_code_is_passed_on_though_the_ends_of_children_were_ignored() {
    let us = env!("CARGO_BIN_EXE_diagnose");
    let words = [us, "--json", "--", "sh", "-c", "exit 3"];
    let Some(output) = ignoring_children(&words) else { return };
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(report(&output.stderr)["subject"]["exit_code"], 3);
}

#[test]
fn signals_that_were_ignored_before_stay_ignored() {
    let ignoring = format!(
        "trap '' INT; exec {} -- sh -c 'kill -INT $$; echo survived'",
        env!("CARGO_BIN_EXE_diagnose")
    );
    let output = Command::new("sh").args(["-c", &ignoring]).output().expect("started");
    if cfg!(target_os = "linux") {
        assert_eq!(output.stdout, b"survived\n");
    }
}

#[test]
fn a_program_may_read_from_the_terminal() {
    let program =
        "sh -c 'test -t 0 && test -t 1 && read line < /dev/tty && echo got $line'";
    let Some(child) = at_a_terminal(&format!("-- {program}")) else { return };
    let (text, status) = typed(child, b"from the terminal\n");
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("got from the terminal"), "{text}");
    assert!(text.contains("wall time"), "{text}");
}

#[test]
fn ctrl_c_typed_at_a_terminal_stops_the_program_and_not_the_report() {
    let program = "sh -c 'echo begun; exec sleep 600'";
    let Some(mut child) = at_a_terminal(&format!("-- {program}")) else { return };
    read_until(&mut child, "begun");
    let (text, status) = typed(child, b"\x03");
    assert_eq!(status, Some(130), "{text}");
    assert!(text.contains("SIGINT ended it"), "{text}");
}

#[test]
fn the_thresholds_are_a_list_for_a_page() {
    let output = run(&["--thresholds"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.starts_with("The first that fits"), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("- It ")).count(), 6);
}
