//! Several runs with different settings.

use std::thread;

use crate::support::{run, signal};
use serde_json::Value;

fn experiment(arguments: &[&str]) -> Value {
    let output = run(&[&["--json", "--output", "-"], arguments].concat());
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: {text}{output:?}"))
}

fn names(outcomes: &Value) -> Vec<&str> {
    let tried = outcomes["tried"].as_array().expect("settings");
    tried.iter().map(|tried| tried["name"].as_str().expect("a name")).collect()
}

#[test]
fn a_variable_takes_each_value_in_every_round() {
    let script = "test \"$WAIT\" = 0.02 || sleep 0.3";
    let arguments = ["--env", "WAIT=0.02,0.3", "--runs", "6", "--", "sh", "-c", script];
    let outcomes = experiment(&arguments);
    assert_eq!(names(&outcomes), ["WAIT=0.02", "WAIT=0.3"]);
    for tried in outcomes["tried"].as_array().expect("settings") {
        assert_eq!(tried["runs"].as_array().expect("runs").len(), 6);
    }
    assert_eq!(outcomes["judgement"]["verdict"], "fastest", "{outcomes}");
    let says = outcomes["judgement"]["says"].as_str().expect("words");
    assert_eq!(says, "is fastest with WAIT=0.02");
}

#[test]
fn arguments_have_values_and_few_runs_decide_nothing() {
    let arguments = ["--values", "a,b", "--runs", "1", "--", "echo", "it is {}"];
    let outcomes = experiment(&arguments);
    assert_eq!(names(&outcomes), ["a", "b"]);
    assert_eq!(outcomes["judgement"]["verdict"], "undecided", "{outcomes}");
    let notes = outcomes["notes"].to_string();
    assert!(notes.contains("not the same in all runs"), "{notes}");
    assert!(notes.contains("too few for an interval"), "{notes}");
}

#[test]
fn a_program_is_confined_to_the_cores_that_are_tried() {
    if thread::available_parallelism().map_or(1, usize::from) < 2 {
        let output = run(&["--cores", "1,all", "--", "nproc"]);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(words.contains("nothing to compare"), "{words}");
        return;
    }
    // It fails with a status that tells where, unless it has as many as it should.
    let script = "test $(nproc) -le 2 || exit 9; sleep 0.01";
    let outcomes =
        experiment(&["--cores", "1,2", "--runs", "2", "--", "sh", "-c", script]);
    assert_eq!(names(&outcomes), ["1 core", "2 cores"]);
    assert_eq!(outcomes["by_cores"], true);
    let output = run(&["--cores", "1,2", "--", "sh", "-c", "exit $(nproc)"]);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("with 1 core the program failed (status 1)"), "{words}");
}

#[test]
fn a_program_that_fails_is_not_compared_and_its_last_words_are_shown() {
    let script = "echo before; echo no more places >&2; exit 3";
    let output = run(&["--env", "X=1,2", "--", "sh", "-c", script]);
    let words = String::from_utf8_lossy(&output.stderr);
    for part in ["with X=1 the program failed (status 3)", "no more places"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_ne!(output.status.code(), Some(0));
}

#[test]
fn what_cannot_be_tried_is_refused_before_anything_runs() {
    let marker = tempfile::tempdir().expect("a folder");
    let path = marker.path().join("ran");
    let script = format!("touch {}", path.display());
    for (flags, words) in [
        (vec!["--cores", "0,1"], "no number of cores"),
        (vec!["--cores", "1,9999"], "there are no 9999 cores"),
        (vec!["--env", "X"], "NAME=VALUE,VALUE"),
        (vec!["--env", "X=1"], "two different values"),
        (vec!["--values", "1,2"], "no argument of the program has `{}`"),
        (vec!["--runs", "3"], "--cores"),
        (vec!["--cores", "1,all", "--env", "X=1,2"], "cannot be used with"),
        (vec!["--cores", "1,all", "--pid", "1"], "cannot be used with"),
    ] {
        let program = ["--", "sh", "-c", &script];
        let program = if flags.contains(&"--pid") { &program[..0] } else { &program };
        let output = run(&[flags.clone(), program.to_vec()].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(words), "{flags:?}: {said}");
        assert!(!output.status.success() && !path.exists(), "{flags:?}");
    }
}

#[test]
fn ctrl_c_leaves_the_rounds_that_were_done() {
    let here = tempfile::tempdir().expect("a folder");
    // The fifth run ends itself as Ctrl-C would.
    let script = format!(
        "cd {} && echo >> runs && test $(wc -l < runs) -lt 5 || kill -INT $$; sleep 0.01",
        here.path().display()
    );
    let outcomes = experiment(&["--env", "X=1,2", "--", "sh", "-c", &script]);
    let runs = outcomes["tried"][0]["runs"].as_array().expect("runs").len();
    assert_eq!(runs, 2, "{outcomes}");
    assert!(outcomes["notes"].to_string().contains("stopped in round 3"), "{outcomes}");
    // A signal to ourselves is forwarded, and ends the first round: nothing is left.
    let child = crate::support::diagnose(&["--env", "X=1,2", "--", "sleep", "600"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    thread::sleep(std::time::Duration::from_millis(300));
    signal("TERM", &child.id().to_string());
    let output = child.wait_with_output().expect("it ends");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("stopped before a round was done"), "{words}");
}
