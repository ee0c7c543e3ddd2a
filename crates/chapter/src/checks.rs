//! What the tests of every chapter check of the chapter as a whole: that code,
//! pages and recorded machines fit together.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use measure::Experiment;
use record::claim::Verdict;
use record::machine::MachineName;
use record::store::{self, Store};

use crate::chapter::Chapter;
use crate::page;

mod made_up;

/// Every strategy has a listing, and the page to which tables lead for it
/// includes it. `folder` is the chapter's crate.
pub fn listings_are_on_their_pages(chapter: &Chapter, folder: &Path) -> Result<()> {
    let strategies = chapter.experiments.iter().flat_map(|one| &one.strategies);
    for source in strategies.map(|strategy| &*strategy.source) {
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

/// Every claim that applies to a recorded machine holds there, and applies to one
/// at least.
pub fn recorded_claims_hold(chapter: &Chapter, folder: &Path) -> Result<()> {
    let store = Store::new(folder.join("../../charts"));
    let mut unshown: BTreeSet<(&str, &str)> = BTreeSet::new();
    for experiment in &chapter.experiments {
        unshown
            .extend(experiment.claims.iter().map(|claim| (experiment.name, claim.id)));
    }
    for (machine, experiment) in recorded(chapter, &store)? {
        let record = store.read(&machine, chapter.name, experiment.name)?;
        for claim in &experiment.claims {
            let judgement = claim.judge(&record);
            match judgement.verdict {
                Verdict::Holds => unshown.remove(&(experiment.name, claim.id)),
                Verdict::DoesNotApply => continue,
                _ => bail!("{machine}: {}: {judgement:?}", claim.text()),
            };
        }
    }
    let unshown: Vec<String> = unshown
        .iter()
        .map(|(experiment, claim)| format!("{experiment}/{claim}"))
        .collect();
    ensure!(
        unshown.is_empty(),
        "no recorded machine shows {}: record a machine to which it applies \
         (`cargo xtask record NAME`), or drop the claim",
        unshown.join(", ")
    );
    Ok(())
}

/// Every claim can hold and can fail: for each there is a made-up record that
/// bears it out, and one that refutes it. One for which there is not would say
/// nothing of the data.
pub fn every_claim_can_fail(chapter: &Chapter) -> Result<()> {
    chapter.experiments.iter().try_for_each(each_can_fail)
}

fn each_can_fail(experiment: &Experiment) -> Result<()> {
    let records = made_up::records(experiment);
    for claim in &experiment.claims {
        let verdicts: Vec<Verdict> =
            records.iter().map(|record| claim.judge(record).verdict).collect();
        for wanted in [Verdict::Holds, Verdict::DoesNotHold] {
            ensure!(
                verdicts.contains(&wanted),
                "{}: no record could give the claim `{}` the verdict `{}`",
                experiment.name,
                claim.id,
                wanted.words()
            );
        }
    }
    Ok(())
}

/// Every experiment with every machine that has its record. A machine may have
/// recorded some of them only, but at least one has to have recorded each.
fn recorded<'a>(
    chapter: &'a Chapter,
    store: &Store,
) -> Result<Vec<(MachineName, &'a Experiment)>> {
    let machines = store.recorded_machines()?;
    ensure!(!machines.is_empty(), "no machine is recorded: `cargo xtask record NAME`");
    let mut all = Vec::new();
    for experiment in &chapter.experiments {
        let before = all.len();
        for machine in &machines {
            if store.path(machine, chapter.name, experiment.name).is_file() {
                all.push((machine.clone(), experiment));
            }
        }
        ensure!(
            all.len() > before,
            "no machine has recorded {} {}: `cargo xtask record NAME {}/{}`",
            chapter.name,
            experiment.name,
            chapter.name,
            experiment.name
        );
    }
    Ok(all)
}

/// What a measurement says as it begins.
const ROUND: &str = "round 1";

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
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{said}");
    ensure!(said.contains(ROUND), "it does not say {ROUND:?} as it measures: {said}");
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
    ensure!(!said.contains(ROUND), "it is measured again: {said}");
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use record::Metric;
    use record::claim::{Claim, Quantity, wall};

    use super::*;

    fn strategy(key: &'static str) -> measure::Strategy {
        measure::Strategy::new(key, key, "src/none.rs", |_| Ok(()), |()| Ok(0))
    }

    fn checked(claim: Claim) -> Result<()> {
        each_can_fail(&Experiment {
            name: "overview",
            baseline: "loop",
            strategies: vec![strategy("loop"), strategy("threads")],
            claims: vec![claim],
            ..Experiment::default()
        })
    }

    #[test]
    fn a_claim_that_could_come_out_either_way_passes() {
        let cpu = |row| Quantity::Row(row, Metric::Cpu);
        let claims = [
            Claim::at_least("a", "{}", wall("loop"), wall("threads"), 1.5),
            Claim::at_most("b", "{}", cpu("threads"), Quantity::Ideal, 1.0),
            Claim::at_least("c", "{}", cpu("loop"), wall("loop"), 0.8),
            Claim::at_most("d", "{}", wall("loop"), Quantity::Predicted("loop"), 2.0),
        ];
        for claim in claims {
            checked(claim).expect("it can hold and fail");
        }
    }

    #[test]
    fn a_claim_that_nothing_could_refute_is_found() {
        let always = Claim::at_least("a", "{}", wall("loop"), wall("threads"), 0.0);
        assert!(
            checked(always)
                .expect_err("no record refutes it")
                .to_string()
                .contains("`a`")
        );
        let own = Quantity::Row("loop", Metric::Own("not_measured"));
        let never = Claim::at_most("b", "{}", own, wall("loop"), 1.0);
        assert!(checked(never).is_err());
    }
}
