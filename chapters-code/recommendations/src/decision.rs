//! The decision: programs, the cases of each, and for each case the measurement that
//! decides it. Which measurement is in `cases.toml`; what it says is in the records.

mod measured;

pub use measured::{Advice, Decided, Measured, decided};

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use evidence::claim::{Bound, Claim};
use evidence::compared::Quantity;
use record::Metric;
use serde::Deserialize;

/// A program that a reader may have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The name in a command.
    pub id: String,
    /// The heading of its section.
    pub name: String,
    /// The cases, from the smallest.
    pub cases: Vec<Case>,
}

/// One case, and the measurement that decides it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Case {
    /// In words; `{}` stands for what `fill` says.
    pub when: String,
    /// A value of the record that belongs into those words: `setting NAME` or `time ROW`.
    fill: Option<String>,
    /// The chapter in which it was measured.
    pub chapter: String,
    /// The experiment.
    pub experiment: String,
    /// Whether it is a sweep, whose rows are named by their series.
    #[serde(default)]
    pub sweep: bool,
    /// The key of the row to take.
    pub take: String,
    /// The key of the row that it is compared with.
    pub instead_of: String,
    #[serde(default = "wall")]
    metric: String,
    /// What the gain is called.
    #[serde(default = "as_fast")]
    pub words: String,
    /// The id of the claim that carries the advice.
    pub claim: String,
}

fn wall() -> String {
    "wall".to_owned()
}

fn as_fast() -> String {
    "as fast".to_owned()
}

/// A value of the record for the words of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill<'a> {
    /// None is needed.
    Nothing,
    /// A setting of the row to take, by its name.
    Setting(&'a str),
    /// The median wall time of a row.
    Time(&'a str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    programs: Vec<Program>,
}

/// All programs with their cases, from the file of the checkout.
pub fn programs(root: &Path) -> Result<Vec<Program>> {
    let path = root.join("chapters-code/recommendations/cases.toml");
    let text = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let File { programs } =
        toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(programs)
}

impl Case {
    /// What is compared; less is better.
    pub fn metric(&self) -> Metric {
        Metric::named(&self.metric)
    }

    /// What stands for `{}` in its words.
    pub fn fill(&self) -> Result<Fill<'_>> {
        let fill = match self.fill.as_deref() {
            None => Fill::Nothing,
            Some(fill) => match fill.split_once(' ') {
                Some(("setting", name)) => Fill::Setting(name),
                Some(("time", row)) => Fill::Time(row),
                _ => {
                    bail!("`fill = \"{fill}\"`: it may be `setting NAME` or `time ROW`")
                }
            },
        };
        ensure!(
            self.when.contains("{}") == (fill != Fill::Nothing),
            "{:?} has {{}} and `fill`, or neither",
            self.when
        );
        Ok(fill)
    }

    /// Refuses a claim that says nothing of this case: it has to compare the two rows
    /// in what is gained. Less of that is better: either the other row's is at least
    /// the bound times that of the row to take, or this row's at most the bound times.
    pub fn is_carried_by(&self, claim: &Claim) -> Result<()> {
        let [more, less] = match claim.bound() {
            Bound::AtLeast(_) => [&self.instead_of, &self.take],
            Bound::AtMost(_) => [&self.take, &self.instead_of],
        };
        let wanted = [more, less].map(|row| Quantity::Row(row.clone(), self.metric()));
        let [of, over] = claim.compares();
        ensure!(
            *of == wanted[0] && *over == wanted[1],
            "the claim `{}` compares `{of}` with `{over}`, and not `{}` with `{}`",
            claim.id,
            wanted[0],
            wanted[1]
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use evidence::compared::wall;

    use super::*;

    fn case() -> Case {
        let text = "when = \"always\"\nchapter = \"a\"\nexperiment = \"b\"\n\
                    take = \"threads\"\ninstead-of = \"loop\"\nclaim = \"c\"\n";
        toml::from_str(text).expect("a case")
    }

    fn claim(compared: [Quantity; 2], bound: Bound) -> Claim {
        Claim::new("c", "{}", compared, bound)
    }

    #[test]
    fn a_case_is_carried_by_a_claim_that_compares_its_rows() {
        let gain = claim([wall("loop"), wall("threads")], Bound::AtLeast(2.0));
        case().is_carried_by(&gain).expect("a gain");
        let price = claim([wall("threads"), wall("loop")], Bound::AtMost(1.4));
        case().is_carried_by(&price).expect("a price");
    }

    #[test]
    fn a_case_is_not_carried_by_a_claim_about_anything_else() {
        let cpu = |row: &str| Quantity::Row(row.to_owned(), Metric::Cpu);
        let others = [
            claim([wall("loop"), wall("async")], Bound::AtLeast(2.0)),
            claim([cpu("loop"), cpu("threads")], Bound::AtLeast(2.0)),
            claim([wall("threads"), Quantity::Ideal], Bound::AtMost(2.0)),
            // The contrary of the advice.
            claim([wall("threads"), wall("loop")], Bound::AtLeast(2.0)),
            claim([wall("loop"), wall("threads")], Bound::AtMost(2.0)),
        ];
        for claim in &others {
            assert!(case().is_carried_by(claim).is_err(), "{claim:?}");
        }
    }

    #[test]
    fn what_is_to_be_filled_in_is_a_setting_or_a_time_and_has_its_place() {
        let filled = |when: &str, fill: Option<&str>| {
            let (when, fill) = (when.to_owned(), fill.map(str::to_owned));
            let case = Case { when, fill, ..case() };
            case.fill().is_ok()
        };
        assert!(filled("{} files", Some("setting files")) && filled("always", None));
        assert!(!filled("{} files", None) && !filled("always", Some("time loop")));
        assert!(!filled("{} files", Some("files")));
    }

    #[test]
    fn every_row_stands_once() {
        let root = show::library::checkout().expect("a checkout");
        let mut seen = Vec::new();
        for case in
            programs(&root).expect("readable").into_iter().flat_map(|of| of.cases)
        {
            let row = (case.chapter, case.experiment, case.take, case.claim);
            assert!(!seen.contains(&row), "{row:?}");
            seen.push(row);
        }
    }
}
