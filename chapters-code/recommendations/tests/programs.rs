//! Small programs with one thing wrong, and the reports on them.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recommendations"));
    let place = tempfile::tempdir().expect("a folder");
    command.args(arguments).env("BOOK_CHARTS", place.path()).output().expect("started")
}

#[test]
fn an_example_is_a_report_in_markdown() {
    let output = run(&["example", "requests"]);
    let text = String::from_utf8_lossy(&output.stdout);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = "```text `target/release/recommendations program requests` waits for";
    assert!(words.starts_with(start), "{text}");
    assert!(text.ends_with("```\n") && output.stderr.is_empty(), "{text}");
}

#[test]
fn a_program_that_is_stuck_is_ended_by_its_watchdog() {
    let output = run(&["program", "stuck"]);
    assert_eq!(output.status.code(), Some(3));
}
