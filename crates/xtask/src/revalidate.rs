//! `cargo xtask revalidate NAME`: whether a change of the harness alone changes what it
//! measures. If not, records from before the change stand.

mod evidence;
mod pending;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::shell::{self, cargo};
use crate::{chapters, record};
use evidence::{Compared, Evidence};

/// A row of each kind: what computes, what waits, what starts processes, what is traced.
const ROWS: [(&str, &str, &str, bool); 4] = [
    ("cpu-bound", "overview", "sequential", false),
    ("io-bound", "overview", "async", false),
    ("cpu-bound", "overview", "processes-batches", false),
    ("cpu-bound", "overview", "sequential", true),
];

/// Where the sources of before are, and what is built of them.
const FOLDER: &str = "target/revalidate";

pub(crate) fn revalidate(name: &str) -> Result<()> {
    record::refuse_uncommitted_changes()?;
    let mut changes = Vec::new();
    for chapter in chapters::that_measure()? {
        pending::add(&mut changes, &chapter, &pending::listed(&chapter, name)?)?;
    }
    if changes.is_empty() {
        println!(
            "No record of {name} is stale for crates/measure alone: there is nothing to show. \
             `cargo xtask record --check {name}` says what is stale."
        );
        return Ok(());
    }
    let mut different = Vec::new();
    for change in changes {
        let commit = newest(&change.commits)?;
        eprintln!("Comparing with {commit}: {}", change.experiments.join(", "));
        let before = Checkout::of(&commit)?;
        let compared: Vec<Compared> =
            ROWS.iter().map(|row| compare(&before, *row)).collect::<Result<_>>()?;
        for row in &compared {
            println!("{row}");
        }
        if compared.iter().all(Compared::is_equal) {
            let path = Path::new("charts").join(name).join("equivalent.json");
            Evidence::read(&path)?.with(&change, &commit, &compared)?.write(&path)?;
            println!("Equal within 2 %: {} says so.", path.display());
        } else {
            different.push(change);
        }
    }
    if different.is_empty() {
        return Ok(());
    }
    let experiments: Vec<_> = different
        .iter()
        .flat_map(|change| &change.experiments)
        .map(String::as_str)
        .collect();
    bail!(
        "not shown to be equal within 2 %. These stay stale, until `cargo xtask record {name}` \
         measures them: {}",
        experiments.join(", ")
    )
}

/// The one of these commits that differs least from the sources that it is compared
/// with; a clone need not have all.
fn newest(commits: &BTreeSet<String>) -> Result<String> {
    let mut list = Command::new("git");
    list.args(["rev-list", "--no-walk=sorted", "--ignore-missing", "--max-count=1"]);
    let newest = shell::output(list.args(commits))?.trim().to_owned();
    if newest.is_empty() {
        let commits: Vec<_> = commits.iter().map(String::as_str).collect();
        bail!(
            "none of these commits is in this clone, fetch one: {}",
            commits.join(", ")
        );
    }
    Ok(newest)
}

/// Measures one row here and there, in the same rounds.
fn compare(
    before: &Checkout,
    (chapter, experiment, row, traced): (&str, &str, &str, bool),
) -> Result<Compared> {
    let binary = before.build(chapter)?;
    let binary = binary.to_str().context("a path that is not UTF-8")?;
    let mut words = vec!["compare", experiment, "--only", row, "--with", binary];
    words.extend(traced.then_some("--traced"));
    let all: Vec<Value> = serde_json::from_str(&chapters::output(chapter, &words)?)?;
    let one = all.first().context("nothing was compared")?;
    let number =
        |name: &str| one[name].as_f64().with_context(|| format!("no `{name}`"));
    Ok(Compared {
        chapter: chapter.to_owned(),
        experiment: experiment.to_owned(),
        row: row.to_owned(),
        traced,
        ratio: number("ratio")?,
        low: number("low")?,
        high: number("high")?,
    })
}

/// The sources of a commit, in a git worktree that goes with this.
struct Checkout(PathBuf);

impl Checkout {
    fn of(commit: &str) -> Result<Self> {
        let folder = std::path::absolute(Path::new(FOLDER).join(commit))?;
        let checkout = Self(folder);
        // One of a run that was killed is in the way.
        checkout.remove();
        fs::create_dir_all(FOLDER)?;
        let mut add = Command::new("git");
        add.args(["worktree", "add", "--quiet", "--detach"])
            .arg(&checkout.0)
            .arg(commit);
        shell::run(&mut add)?;
        Ok(checkout)
    }

    /// Builds a chapter of it; returns its binary.
    fn build(&self, chapter: &str) -> Result<PathBuf> {
        let target = std::path::absolute(Path::new(FOLDER).join("target"))?;
        let mut build = cargo(["build", "--release", "--package", chapter]);
        shell::run(build.current_dir(&self.0).env("CARGO_TARGET_DIR", &target))?;
        Ok(target.join("release").join(chapter))
    }

    fn remove(&self) {
        let mut remove = Command::new("git");
        remove.args(["worktree", "remove", "--force"]).arg(&self.0);
        // Not there is as good as removed.
        let _ = remove.output();
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        self.remove();
    }
}
