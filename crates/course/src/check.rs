//! Compiling a learner's file and running it.

use std::env;
use std::io::IsTerminal as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::catalogue::Exercise;
use crate::desk::Desk;
use crate::state::Verdict;

/// What the learner sees meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What the compiler says, and what the program prints.
    All,
    /// Nothing: it is in the verdict.
    Nothing,
}

/// Checks the learner's file of an exercise.
pub fn check(desk: &Desk, exercise: &Exercise, shown: Shown) -> Result<Verdict> {
    let name = &exercise.name;
    if let Some(error) = compile(desk, name, shown)? {
        return Ok(Verdict { passed: false, sentence: error });
    }
    let program = desk.root.join("target/debug").join(name);
    let mut command = Command::new(&program);
    command.env("EXERCISE_JSON", "1").stdin(Stdio::null());
    command.stderr(match shown {
        Shown::All => Stdio::inherit(),
        Shown::Nothing => Stdio::null(),
    });
    let output = command
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match serde_json::from_str(text.trim()) {
        Ok(verdict) => Ok(verdict),
        Err(_) => {
            bail!("the check of {name} ended without a verdict ({})", output.status)
        }
    }
}

/// Compiles it. Returns what the compiler has against it, if anything.
fn compile(desk: &Desk, name: &str, shown: Shown) -> Result<Option<String>> {
    let is_first = !desk.folder.join("Cargo.lock").is_file()
        || !desk.root.join("target/debug").join(name).is_file();
    let mut cargo =
        Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--bin", name]);
    cargo.arg("--target-dir").arg(desk.root.join("target"));
    cargo.current_dir(&desk.folder).stdin(Stdio::null());
    if shown == Shown::All && is_first {
        // The first time the libraries are compiled, too: show that something goes on.
        let status =
            cargo.stdout(Stdio::null()).status().context("cannot run cargo")?;
        return Ok((!status.success()).then(|| DOES_NOT_COMPILE.to_owned()));
    }
    let has_colour = shown == Shown::All && std::io::stderr().is_terminal();
    cargo.args(["--quiet", "--color", if has_colour { "always" } else { "never" }]);
    let output = cargo.output().context("cannot run cargo")?;
    let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if shown == Shown::All && !words.is_empty() {
        eprintln!("{words}");
    }
    if output.status.success() {
        return Ok(None);
    }
    Ok(Some(match shown {
        Shown::All => DOES_NOT_COMPILE.to_owned(),
        Shown::Nothing => format!("{DOES_NOT_COMPILE}\n{words}"),
    }))
}

const DOES_NOT_COMPILE: &str = "it does not compile";
