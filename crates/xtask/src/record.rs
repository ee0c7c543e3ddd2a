//! `cargo xtask record NAME`: this machine's results, for others to see.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

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
    let chapters = chapters()?;
    for chapter in &chapters {
        // The name is checked before minutes are spent on it.
        run(chapter, &["promote", name, "--dry-run"])?;
    }
    wait_for_quiet();
    for chapter in &chapters {
        run(chapter, &["run", "--profile", "full", "--fresh"])?;
        run(chapter, &["promote", name])?;
    }
    println!("Recorded. To share it: git add charts/{name}, and commit.");
    Ok(())
}

/// `cargo xtask draw`: the charts, after a change to the drawing.
pub(crate) fn draw() -> Result<()> {
    chapters()?.iter().try_for_each(|chapter| run(chapter, &["draw"]))
}

fn chapters() -> Result<Vec<String>> {
    let mut chapters = Vec::new();
    for entry in
        fs::read_dir("chapters-code").context("there is no chapters-code here")?
    {
        chapters.push(entry?.file_name().to_string_lossy().into_owned());
    }
    chapters.sort();
    Ok(chapters)
}

fn run(chapter: &str, arguments: &[&str]) -> Result<()> {
    let mut command = cargo(["run", "--release", "--package", chapter, "--"]);
    shell::run(command.args(arguments))
        .with_context(|| format!("{chapter} {}", arguments.join(" ")))
}

/// Waits, five minutes at most, until the load of what ran before, such as
/// compiling, has left the average. Where it cannot be read, there is no wait.
fn wait_for_quiet() {
    let load = || -> Option<f64> {
        fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
    };
    for attempt in 0..60 {
        match load() {
            Some(load) if load > 0.3 => {
                if attempt == 0 {
                    eprintln!("Waiting for the load ({load:.2}) to settle.");
                }
                thread::sleep(Duration::from_secs(5));
            }
            _ => return,
        }
    }
}
