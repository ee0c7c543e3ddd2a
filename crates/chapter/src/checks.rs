//! What the tests of every chapter check of the chapter as a whole: that code,
//! pages and recorded machines fit together.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, Result, anyhow, ensure};
use measure::Experiment;
use record::claim::Verdict;
use record::machine::MachineName;
use record::store::{self, Store};

use crate::chapter::Chapter;
use crate::page;

/// Every strategy has a listing, and the page to which tables lead for it
/// includes it. `folder` is the chapter's crate.
pub fn listings_are_on_their_pages(chapter: &Chapter, folder: &Path) -> Result<()> {
    let strategies = chapter.experiments.iter().flat_map(|one| &one.strategies);
    for source in strategies.map(|strategy| strategy.source) {
        let code = read(&folder.join(source))?;
        ensure!(code.contains("// ANCHOR: listing"), "{source} has no listing");
        let (name, id) = page::listing(chapter.name, source);
        let text = read(&folder.join("../../book").join(&name))?;
        let include = format!(
            "{{{{#include ../chapters-code/{}/{source}:listing}}}}",
            chapter.name
        );
        ensure!(text.contains(&include), "{name} does not include {source}");
        ensure!(text.contains(&format!("id=\"{id}\"")), "{name} has no id {id}");
    }
    Ok(())
}

/// Some page shows every experiment's question, machine, first chart and claims.
pub fn experiments_are_on_a_page(chapter: &Chapter, folder: &Path) -> Result<()> {
    let mut pages = String::new();
    for entry in fs::read_dir(folder.join("../../book"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "md") {
            pages.push_str(&read(&path)?);
        }
    }
    for experiment in &chapter.experiments {
        for part in ["question", "machine", "chart", "claims"] {
            let directive = format!(
                "<!-- cmdrun {} show {} {part} -->",
                chapter.name, experiment.name
            );
            ensure!(pages.contains(&directive), "no page has {directive}");
        }
    }
    Ok(())
}

/// The tracked charts are those that would be drawn now.
pub fn recorded_charts_are_current(chapter: &Chapter, folder: &Path) -> Result<()> {
    let store = Store::new(folder.join("../../charts"));
    for (machine, experiment) in recorded(chapter, &store)? {
        let json = store.path(&machine, chapter.name, experiment.name);
        let record = store::read(&json)?;
        for (index, figure) in experiment.figures.iter().enumerate() {
            for size in chart::Size::ALL {
                let drawn = chart::draw(&record, figure, size).map_err(|error| {
                    anyhow!("{}, {}: {error}", experiment.name, figure.name)
                })?;
                let path = json.with_extension(figure.ending(index, size.ending()));
                ensure!(
                    drawn == read(&path)?,
                    "{} is not as drawn now: `cargo xtask draw`",
                    path.display()
                );
            }
        }
    }
    Ok(())
}

/// Every claim that applies to a recorded machine holds there, and there is one.
pub fn recorded_claims_hold(chapter: &Chapter, folder: &Path) -> Result<()> {
    let store = Store::new(folder.join("../../charts"));
    for (machine, experiment) in recorded(chapter, &store)? {
        let record = store.read(&machine, chapter.name, experiment.name)?;
        for claim in &experiment.claims {
            let judgement = claim.judge(&record);
            ensure!(
                matches!(judgement.verdict, Verdict::Holds | Verdict::DoesNotApply),
                "{machine}: {}: {judgement:?}",
                claim.text()
            );
        }
    }
    Ok(())
}

/// Every experiment with every machine that must have its record.
fn recorded<'a>(
    chapter: &'a Chapter,
    store: &Store,
) -> Result<Vec<(MachineName, &'a Experiment)>> {
    let machines = store.recorded_machines()?;
    ensure!(!machines.is_empty(), "no machine is recorded: `cargo xtask record NAME`");
    let of_machine = |machine: MachineName| {
        chapter.experiments.iter().map(move |experiment| (machine.clone(), experiment))
    };
    Ok(machines.into_iter().flat_map(of_machine).collect())
}

/// Every experiment runs at its smallest without a failed sample, measures what
/// it tables, traces what it says, draws its chart, and then is up to date.
/// `executable` is the chapter's, `place` an empty folder.
pub fn runs_at_its_smallest(
    chapter: &Chapter,
    executable: &Path,
    place: &Path,
) -> Result<()> {
    let run = || -> Result<Output> {
        let mut command = Command::new(executable);
        command.args(["run", "--profile", "smoke"]).stdin(Stdio::null());
        Ok(command.env("BOOK_CHARTS", place).env("TMPDIR", place).output()?)
    };
    let output = run()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let store = Store::new(place);
    let local = MachineName::local();
    for experiment in &chapter.experiments {
        let name = experiment.name;
        let record = store.read(&local, chapter.name, name)?;
        for row in &record.rows {
            let failures: Vec<_> = row.failures().collect();
            ensure!(failures.is_empty(), "{name}, {}: {failures:?}", row.key);
            ensure!(row.measured().next().is_some(), "{name}, {}: no sample", row.key);
        }
        for column in &experiment.columns {
            let mut samples = record.rows.iter().flat_map(record::Row::measured);
            ensure!(
                samples.any(|(_, sample)| column.metric.of(sample).is_some()),
                "{name}: nothing has a `{}`",
                column.name
            );
        }
        let mut traced: Vec<&str> =
            record.traces.iter().map(|trace| trace.row.as_str()).collect();
        traced.dedup();
        ensure!(traced == experiment.traced, "{name}: traced are {traced:?}");
        let is_empty = record.traces.iter().find(|trace| trace.spans.is_empty());
        ensure!(is_empty.is_none(), "{name}: nothing is in {is_empty:?}");
        let svg = store.path(&local, chapter.name, name).with_extension("svg");
        ensure!(svg.is_file(), "{name}: {} was not drawn", svg.display());
    }
    let again = run()?;
    let said = String::from_utf8_lossy(&again.stderr);
    ensure!(!said.contains("round 1"), "it is measured again: {said}");
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
