//! Signals that end a program or `diagnose`, sent by another process or typed.

use std::io::{Read as _, Write as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, Stdio};

use crate::support::{PROGRAM, diagnose, needs, report, signal};

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
    assert_eq!(report(&output)["subject"]["signal"], "SIGINT");
}

#[test]
fn a_signal_that_ends_diagnose_ends_the_program() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        let words = ["--json", "--", "sh", "-c", "echo begun; exec sleep 600"];
        let mut child = diagnose(&words).spawn().expect("started");
        read_until(&mut child, "begun\n");
        signal(name, &child.id().to_string());
        let output = child.wait_with_output().expect("ended");
        assert_eq!(output.status.signal(), None, "it stayed to report");
        assert_eq!(output.status.code(), Some(128 + number), "{name}");
        assert_eq!(report(&output)["subject"]["signal"], format!("SIG{name}"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn signals_that_were_ignored_before_stay_ignored() {
    let ignoring =
        format!("trap '' INT; exec '{PROGRAM}' -- sh -c 'kill -INT $$; echo survived'");
    let output = Command::new("sh").args(["-c", &ignoring]).output().expect("started");
    assert_eq!(output.stdout, b"survived\n");
}

#[test]
fn the_exit_code_is_passed_on_though_the_ends_of_children_were_ignored() {
    if !needs("perl") {
        return;
    }
    let script = "$SIG{CHLD} = 'IGNORE'; exec @ARGV";
    let words = ["-e", script, PROGRAM, "--json", "--", "sh", "-c", "exit 3"];
    let output = Command::new("perl").args(words).output().expect("started");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(report(&output)["subject"]["exit_code"], 3);
}

/// `diagnose` with these arguments, in the words of a shell, at a terminal of its own.
#[cfg(target_os = "linux")]
fn at_a_terminal(arguments: &str) -> Option<Child> {
    if !needs("script") {
        return None;
    }
    let inner = format!("exec env --default-signal '{PROGRAM}' {arguments}");
    let words = ["--quiet", "--return", "--command", &inner, "/dev/null"];
    let child = Command::new("script")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    Some(child.expect("started"))
}

/// Types this; what the terminal showed in the end, and the status.
#[cfg(target_os = "linux")]
fn typed(mut child: Child, keys: &[u8]) -> (String, Option<i32>) {
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(keys).expect("written");
    stdin.flush().expect("written");
    let output = child.wait_with_output().expect("ended");
    drop(stdin);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[cfg(target_os = "linux")]
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

#[cfg(target_os = "linux")]
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

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_typed_at_a_terminal_stops_the_program_and_not_the_report() {
    let program = "sh -c 'echo begun; exec sleep 600'";
    let Some(mut child) = at_a_terminal(&format!("-- {program}")) else { return };
    read_until(&mut child, "begun");
    let (text, status) = typed(child, b"\x03");
    assert_eq!(status, Some(130), "{text}");
    assert!(text.contains("SIGINT ended it"), "{text}");
}
