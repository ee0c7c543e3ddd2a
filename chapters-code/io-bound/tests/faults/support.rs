//! Running the chapter in a place of its own, and reading what it prints.

use std::env;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use record::Record;
use tempfile::TempDir;

/// The chapter's program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_io-bound");

/// A folder for records and temporary files, removed when dropped.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// One in this folder; `None` where nobody may write there.
    pub(crate) fn within(folder: &str) -> Option<Self> {
        tempfile::tempdir_in(folder).ok().map(Self)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs an experiment at its smallest.
    pub(crate) fn run(&self, experiment: &str, flags: &str) -> Output {
        self.command(&[PROGRAM], experiment, flags).output().expect("started")
    }

    /// The same through a program that starts it, such as a shell.
    pub(crate) fn command(
        &self,
        program: &[&str],
        experiment: &str,
        flags: &str,
    ) -> Command {
        let mut command = Command::new(program[0]);
        command
            .args(&program[1..])
            .args(["run", experiment, "--profile", "smoke"])
            .args(flags.split_whitespace())
            .env("BOOK_CHARTS", self.path())
            .env("TMPDIR", self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs an experiment, and returns the record that it prints.
    pub(crate) fn record(&self, experiment: &str, flags: &str) -> Record {
        printed(&self.run(experiment, &format!("{flags} --json")))
    }

    /// Whether a record was saved.
    pub(crate) fn has_saved(&self) -> bool {
        self.path().join("local").exists()
    }
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The record that a run with `--json` printed.
pub(crate) fn printed(output: &Output) -> Record {
    assert!(output.status.success(), "failure is data: {}", stderr(output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    serde_json::from_value(json[0]["record"].clone()).expect("a record")
}

/// What a run that was refused said.
pub(crate) fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{}", stderr(output));
    stderr(output)
}

/// The failures of all rows, in words.
pub(crate) fn failures(record: &Record) -> Vec<String> {
    let failures = record.rows.iter().flat_map(record::Row::failures);
    failures.map(|failure| format!("{:?}: {}", failure.kind, failure.message)).collect()
}

/// Says that a test cannot be made here. Where all tests have to be made, it fails.
pub(crate) fn skip(why: &str) {
    assert!(env::var_os("CI").is_none(), "this test has to be made under CI: {why}");
    eprintln!("skipped: {why}");
}
