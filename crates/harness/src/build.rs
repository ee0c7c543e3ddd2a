//! What the program was built from.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use record::{Build, METHOD};

/// What the compiler was given when the chapter was built: `chapter::build!` makes one.
#[derive(Clone, Copy, Debug)]
pub struct BuildFacts {
    /// The manifest of each experiment, as JSON.
    pub manifests: &'static str,
    /// `rustc --version`.
    pub rustc: &'static str,
    /// The target triple.
    pub target: &'static str,
    /// Cargo's `opt-level`.
    pub opt_level: &'static str,
    /// `RUSTFLAGS`.
    pub rustflags: &'static str,
    /// The folder of the chapter's sources, to ask git about.
    pub folder: &'static str,
}

/// One experiment's build.
#[derive(Clone, Debug)]
pub struct ExperimentBuild {
    facts: BuildFacts,
    depends_on: BTreeMap<String, String>,
}

impl BuildFacts {
    /// What an experiment's numbers depend on in this build.
    pub fn of(self, experiment: &str) -> Result<ExperimentBuild> {
        let mut all: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(self.manifests).context("the build's manifests")?;
        let depends_on = all.remove(experiment).with_context(|| {
            format!("the build has no manifest of `{experiment}`: has it a data file?")
        })?;
        Ok(ExperimentBuild { facts: self, depends_on })
    }
}

impl ExperimentBuild {
    /// What its numbers depend on, by name.
    pub fn depends_on(&self) -> &BTreeMap<String, String> {
        &self.depends_on
    }

    /// The build as a record states it, with the state of the checkout that the sources
    /// lie in. What was measured before, under `charts`, makes no checkout dirty: no
    /// number depends on it.
    pub fn in_checkout(self) -> Build {
        let folder = Path::new(self.facts.folder);
        let changes = ["status", "--porcelain", "--untracked-files=no", "--"];
        let changes = [&changes[..], &[":(top)", ":(top,exclude)charts"]].concat();
        Build {
            depends_on: self.depends_on,
            method: METHOD,
            rustc: self.facts.rustc.to_owned(),
            target: self.facts.target.to_owned(),
            opt_level: self.facts.opt_level.to_owned(),
            rustflags: self.facts.rustflags.to_owned(),
            git_commit: git(folder, &["rev-parse", "HEAD"]).into(),
            git_dirty: git(folder, &changes).map(|changes| !changes.is_empty()).into(),
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output =
        match Command::new("git").arg("-C").arg(folder).args(arguments).output() {
            Ok(output) => output,
            Err(error) => bail!("cannot run git: {error}"),
        };
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("git says: {}", stderr.lines().next().unwrap_or("nothing"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
