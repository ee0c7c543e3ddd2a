//! `cargo xtask record NAME`: this machine's records, for others to see.

mod part;
mod quiet;
mod stale;

use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{chapters, cores, shell};

pub(crate) use part::Part;
use stale::Experiment;

/// What to record.
pub(crate) struct Wanted {
    /// The machine's name.
    pub(crate) name: String,
    /// Chapters or experiments; empty for everything.
    pub(crate) parts: Vec<Part>,
    /// How many of the usable cores; all if it is not said.
    pub(crate) cores: Option<usize>,
    /// Whether current records are measured, too.
    pub(crate) all: bool,
    /// Whether stale records are only listed, and are a failure.
    pub(crate) check: bool,
}

pub(crate) fn record(wanted: &Wanted) -> Result<()> {
    if !wanted.check {
        refuse_uncommitted_changes()?;
    }
    let name = wanted.name.as_str();
    let selected = part::select(&chapters::that_measure()?, &wanted.parts)?;
    let mut plan = Vec::new();
    for (chapter, only) in selected {
        let all = stale::experiments(&chapter, name)?;
        let experiments = part::keep(&chapter, all, &only)?;
        plan.push((chapter, experiments));
    }
    let is_stale = |experiment: &&Experiment| !experiment.stale.is_empty();
    for (chapter, experiments) in &plan {
        for experiment in experiments.iter().filter(is_stale) {
            println!("{chapter}/{}: {}", experiment.name, experiment.stale.join("; "));
        }
    }
    let wants = |experiment: &&Experiment| wanted.all || is_stale(experiment);
    let measured: usize = plan
        .iter()
        .map(|(_, experiments)| experiments.iter().filter(wants).count())
        .sum();
    if measured == 0 {
        println!("The records of {name} are current.");
        return Ok(());
    }
    if wanted.check {
        bail!(
            "{measured} experiments of {name} are stale: on that machine, `cargo xtask record {name}` \
             measures them"
        );
    }
    let confined = wanted.cores.map(cores::confined_to).transpose()?;
    let mut unfit = Vec::new();
    for (chapter, experiments) in &plan {
        let experiments: Vec<&str> =
            experiments.iter().filter(wants).map(|one| one.name.as_str()).collect();
        if experiments.is_empty() {
            continue;
        }
        // Before each: what one chapter leaves in the load is not the next one's noise.
        quiet::wait();
        let measure = ["run", "--profile", "full", "--fresh"];
        let measure = [measure.as_slice(), &experiments].concat();
        chapters::run(chapter, &measure, confined.as_deref())?;
        // Confined as well: what it promotes has to fit the machine that it sees.
        let promote = [["promote", name].as_slice(), &experiments].concat();
        if let Err(error) = chapters::run(chapter, &promote, confined.as_deref()) {
            unfit.push(format!("{error:#}"));
        }
    }
    ensure!(
        unfit.is_empty(),
        "not all was fit to be recorded; what was is in charts/{name}, and the command again \
         measures the rest:\n{}",
        unfit.join("\n")
    );
    println!("Recorded. To share it: git add charts/{name}, and commit.");
    Ok(())
}

/// A record names the commit that was measured. `charts` is left out, on which no
/// measurement depends: a second part may be recorded before the first is committed.
pub(crate) fn refuse_uncommitted_changes() -> Result<()> {
    let changes = shell::output(Command::new("git").args([
        "status",
        "--porcelain",
        "--untracked-files=no",
        "--",
        ":(top)",
        ":(top,exclude)charts",
    ]))
    .context("cannot see whether there are uncommitted changes")?;
    ensure!(
        changes.is_empty(),
        "there are uncommitted changes: a recorded machine names the commit that it measured, \
         so commit or stash them first"
    );
    Ok(())
}
