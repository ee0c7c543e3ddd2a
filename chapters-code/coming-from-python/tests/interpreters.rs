//! Programs that are no Python, or a Python that does not do what it should: each is a row
//! that says so, and takes no other row with it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use record::machine::MachineName;
use record::store::Store;
use record::{FailureKind, Outcome, Record};

/// What an interpreter says when it is asked what it is.
const FACTS: &str = r#"{"name": "Made 3.9", "version": [3, 9], "locked": true, "start_method": "fork", "libraries": {}}"#;

/// A command that runs this script.
fn script(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("writable");
    format!("sh {}", path.display())
}

/// Runs the chapter with these words and this `PYTHON`, and keeps its records in the folder.
fn run(folder: &Path, python: &str, words: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_coming-from-python"))
        .args(["run", "--profile", "smoke"])
        .args(words)
        .env("PYTHON", python)
        .env("BOOK_CHARTS", folder)
        .env("TMPDIR", folder)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    output
}

/// Puts what a recorded machine has measured of `lock` into a folder of records.
fn lend_recorded(folder: &Path) {
    let place = "epyc-2-cores/coming-from-python/lock.json";
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
    let parent = folder.join(place);
    fs::create_dir_all(parent.parent().expect("a folder")).expect("writable");
    fs::copy(recorded.join(place), parent).expect("it is recorded");
}

/// What the chapter prints with these words, this `PYTHON` and the records in the folder.
fn said(folder: &Path, python: &str, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_coming-from-python"))
        .args(words)
        .env("PYTHON", python)
        .env("BOOK_CHARTS", folder)
        .output()
        .expect("it starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The record in the JSON that a run printed.
fn printed(output: &Output) -> Record {
    let mut all: Vec<serde_json::Value> =
        serde_json::from_slice(&output.stdout).expect("JSON");
    serde_json::from_value(all.remove(0)["record"].take()).expect("a record")
}

#[test]
fn a_program_that_hangs_or_raises_or_prints_garbage_is_a_row_that_says_so() {
    let begins = "echo ready; read arguments; echo set; read word";
    let cases = [
        ("sleep 600", FailureKind::TimedOut, "still running after 2s"),
        ("echo hello; sleep 600", FailureKind::Error, "printed \"hello\" in place of"),
        ("echo 'no luck' >&2; exit 3", FailureKind::Error, "status: 3: no luck"),
        ("kill -9 $$", FailureKind::Error, "signal: 9"),
        (&format!("{begins}; sleep 600"), FailureKind::TimedOut, "after 2s"),
        (
            &format!("{begins}; echo many; sleep 600"),
            FailureKind::Error,
            "no answer: many",
        ),
        (
            &format!("{begins}; echo '{{\"answer\": 1}}'; cat > /dev/null"),
            FailureKind::WrongAnswer,
            "answered 1, expected",
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (number, (text, kind, why)) in cases.into_iter().enumerate() {
        let text = format!("if [ \"$1\" = -c ]; then echo '{FACTS}'; exit; fi\n{text}");
        let python = script(folder.path(), &format!("python{number}"), &text);
        let only =
            ["primes", "--only", "rust-loop,python-loop", "--deadline=2s", "--json"];
        let record = printed(&run(folder.path(), &python, &only));
        let row = record.row("python-loop").expect("there");
        let [sample] = &row.samples[..] else { panic!("{text}: {row:?}") };
        let Outcome::Failed(failure) = &sample.outcome else {
            panic!("{text}: {row:?}")
        };
        assert_eq!(failure.kind, kind, "{text}: {failure:?}");
        assert!(failure.message.contains(why), "{text}: {failure:?}");
        assert_eq!(record.row("rust-loop").expect("there").measured().count(), 1);
    }
}

#[test]
fn without_a_python_its_rows_are_left_out_and_the_run_says_why() {
    let scripts = tempfile::tempdir().expect("a folder");
    let silent = script(scripts.path(), "silent", "sleep 600");
    let cases = [
        ("/no/such/python", &[][..], "cannot be started"),
        (silent.as_str(), &["lock"], "did not answer within 10s"),
    ];
    for (python, words, why) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        lend_recorded(folder.path());
        let output = run(folder.path(), python, words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.matches(why).count(), 1, "{python}: {said}");
        assert!(said.contains("its rows are left out"), "{said}");
        let page = self::said(folder.path(), python, &["show", "lock", "machine"]);
        assert!(page.contains("; Python: none."), "{page}");
        assert!(page.contains("they are shown as recorded on"), "{page}");
        let store = Store::new(folder.path());
        let local = MachineName::local();
        let record = store.read(&local, "coming-from-python", "lock").expect("saved");
        for row in &record.rows {
            let of_rust = row.key.starts_with("rust");
            assert_eq!(row.samples.is_empty(), !of_rust, "{}", row.key);
        }
    }
}

#[test]
fn another_interpreter_makes_this_machines_records_stale_on_every_page_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let python = |name: &str, facts: &str| {
        script(folder.path(), name, &format!("echo '{facts}'"))
    };
    let one = python("one", FACTS);
    run(folder.path(), &one, &["lock"]);
    let with_numpy = FACTS.replace("{}", "{\"numpy\": \"1.0\"}");
    let cases = [
        (one, None),
        // It imports none.
        (python("library", &with_numpy), None),
        (
            python("newer", &FACTS.replace("Made 3.9", "Made 3.10")),
            Some("Made 3.9, fork then, Made 3.10, fork now"),
        ),
        (
            python("free", &FACTS.replace("true", "false")),
            Some("Made 3.9, fork then, Made 3.9 without the lock, fork now"),
        ),
        (
            python("spawning", &FACTS.replace("\"fork\"", "\"spawn\"")),
            Some("Made 3.9, fork then, Made 3.9, spawn now"),
        ),
        ("/no/such/python".to_owned(), Some("Made 3.9, fork then, none now")),
    ];
    for (python, why) in cases {
        let said = |words: &[&str]| said(folder.path(), &python, words);
        let all: serde_json::Value =
            serde_json::from_str(&said(&["list", "--profile", "smoke", "--json"]))
                .expect("JSON");
        let experiments = all.as_array().expect("a list");
        let mut named = experiments.iter().filter(|one| one["experiment"] == "lock");
        let stale = named.next().expect("there")["stale"].to_string();
        // What a page and the server ask, who start no interpreter for a row.
        let page = said(&["show", "lock", "machine"]);
        match why {
            None => {
                assert_eq!(stale, "[]", "{python}");
                // Tests are compiled without optimisation, which the page says.
                assert!(!page.contains("fork then"), "{python}: {page}");
            }
            Some(why) => {
                assert!(stale.contains(why), "{python}: {stale}");
                assert!(page.contains("Out of date:") && page.contains(why), "{page}");
            }
        }
    }
}

/// Needs a python3; without one, under CI, this fails.
#[cfg(feature = "pyo3")]
#[test]
fn with_the_feature_the_functions_in_rust_are_called() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &python, &["calling"]);
    let store = Store::new(folder.path());
    let record = store.read(&MachineName::local(), "coming-from-python", "calling");
    let record = record.expect("saved");
    let is_there = record.row("python-1").expect("there").measured().next().is_some();
    assert!(is_there || std::env::var_os("CI").is_none(), "this needs a python3");
    for key in ["held-2", "released-2", "whole"] {
        let row = record.row(key).expect("there");
        assert_eq!(row.measured().next().is_some(), is_there, "{key}");
    }
}
