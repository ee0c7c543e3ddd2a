//! Compiling a learner's file and running it.

use std::env;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::catalogue::Exercise;
use crate::desk::Desk;
use crate::state::Verdict;

/// Checks the learner's file of an exercise. What the compiler says, and what the program
/// says on standard error, is shown meanwhile.
pub fn check(desk: &Desk, exercise: &Exercise) -> Result<Verdict> {
    let name = &exercise.name;
    if !compiles(desk, name)? {
        let sentence = "it does not compile".to_owned();
        return Ok(Verdict { passed: false, sentence });
    }
    let program = desk.root.join("target/debug").join(name);
    let output = Command::new(&program)
        .env("EXERCISE_JSON", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
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

/// Whether it compiles. What the compiler has against it is shown on standard error.
fn compiles(desk: &Desk, name: &str) -> Result<bool> {
    let is_first = !desk.folder.join("Cargo.lock").is_file()
        || !desk.root.join("target/debug").join(name).is_file();
    let mut cargo =
        Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--bin", name]);
    cargo.arg("--target-dir").arg(desk.root.join("target"));
    cargo.current_dir(&desk.folder).stdin(Stdio::null());
    // The first time the libraries are compiled, too: show that something goes on.
    if !is_first {
        cargo.arg("--quiet");
    }
    let status = cargo.stdout(Stdio::null()).status().context("cannot run cargo")?;
    Ok(status.success())
}
