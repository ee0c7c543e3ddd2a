//! The chapters' crates, and running their binaries.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::cores;
use crate::shell::{self, cargo};

/// The chapters that have experiments, by name.
pub(crate) fn that_measure() -> Result<Vec<String>> {
    within(Path::new("chapters-code"))
}

/// The folders in this one that are crates with settings for experiments: one
/// chapter has none, and a folder may hold what is no chapter.
fn within(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("there is no {} here", folder.display()))?;
    let mut chapters = Vec::new();
    for entry in entries {
        let entry = entry?;
        let has = |file| entry.path().join(file).is_file();
        if has("Cargo.toml") && has("config.toml") {
            chapters.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    chapters.sort();
    Ok(chapters)
}

/// What a chapter's command prints.
pub(crate) fn output(chapter: &str, arguments: &[&str]) -> Result<String> {
    shell::output(command(chapter).args(arguments))
        .with_context(|| format!("{chapter} {}", arguments.join(" ")))
}

/// Runs a chapter's command, on these cores alone if any are named.
pub(crate) fn run(
    chapter: &str,
    arguments: &[&str],
    cores: Option<&str>,
) -> Result<()> {
    let mut command = command(chapter);
    command.args(arguments);
    if let Some(cores) = cores {
        command = cores::confine(&command, cores);
    }
    shell::run(&mut command)
        .with_context(|| format!("{chapter} {}", arguments.join(" ")))
}

fn command(chapter: &str) -> Command {
    // Whoever records a machine has what a reader need not have.
    cargo(["run", "--release", "--all-features", "--package", chapter, "--"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_chapters_that_measure_something_are_found() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let chapters =
            within(&here.join("../../chapters-code")).expect("there are some");
        assert!(chapters.iter().any(|chapter| chapter == "io-bound"));
        assert!(!chapters.iter().any(|chapter| chapter == "recommendations"));
        let files = within(&here.join("src")).expect("there are files");
        assert_eq!(files, [""; 0], "a file is no chapter");
    }
}
