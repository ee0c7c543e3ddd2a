//! `cargo xtask record NAME`: this machine's results, for others to see.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::shell::{self, cargo};

pub(crate) fn record(name: &str) -> Result<()> {
    let changes = Command::new("git")
        .args(["status", "--porcelain", "--untracked-files=no"])
        .output()
        .context("cannot run git")?
        .stdout;
    ensure!(
        changes.is_empty(),
        "there are uncommitted changes: a recorded machine names the commit that it measured, \
         so commit or stash them first"
    );
    for entry in
        fs::read_dir("chapters-code").context("there is no chapters-code here")?
    {
        let chapter = entry?.file_name().to_string_lossy().into_owned();
        let run = |arguments: &[&str]| -> Result<()> {
            let mut command = cargo(["run", "--release", "--package", &chapter, "--"]);
            shell::run(command.args(arguments))
                .with_context(|| format!("{chapter} {}", arguments.join(" ")))
        };
        // The name is checked before minutes are spent on it.
        run(&["promote", name, "--dry-run"])?;
        run(&["run", "--profile", "full"])?;
        run(&["promote", name])?;
    }
    println!("Recorded. To share it: git add charts/{name}, and commit.");
    Ok(())
}
