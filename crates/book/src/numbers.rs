//! What the pages need to know of the records: a seam between this program and
//! the library that reads them, so that tests can put their own in its place.

use std::path::Path;

use anyhow::{Context as _, Result};
use record::machine::MachineName;
use show::parts::{What, machine};
use show::standing::{ClaimName, Standing};
use show::tunable::Tunable;
use show::{Format, Library, View};

/// An experiment of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Experiment {
    /// The name of the chapter's crate.
    pub chapter: String,
    /// The experiment's name.
    pub name: String,
}

/// What a page shows of a record beside its own, as Markdown.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// Those of the page's figures, by name, that have the marks of both.
    pub figures: Vec<(String, String)>,
    /// What is of this record alone, by name.
    pub parts: Vec<(&'static str, String)>,
}

/// The chapters, their records and what can be shown of them, as they were when
/// this was opened.
pub trait Numbers: Send + Sync {
    /// Every experiment, in the book's order.
    fn experiments(&self) -> Vec<Experiment>;
    /// Why this machine's record does not stand for the sources as they are; empty
    /// if it does.
    fn stale(&self, experiment: &Experiment) -> Result<Vec<String>>;
    /// What `command` prints with `machine`'s records; `None` if the command is not
    /// one that only reads records.
    fn answer(&self, command: &str, machine: &str) -> Option<Result<String>>;
    /// How an explanation stands that belongs to `claims`, on `machine`'s pages.
    fn standing(&self, claims: &[ClaimName], machine: &str) -> Result<Standing>;
    /// What a reader may turn of an experiment.
    fn tunable(&self, experiment: &Experiment) -> Result<Vec<Tunable>>;
    /// What a page shows of an experiment's record in another folder of records, whose
    /// marks are called `words`.
    fn tried(
        &self,
        experiment: &Experiment,
        charts: &Path,
        words: &str,
    ) -> Result<Tried>;
    /// A number that changes with everything that an answer about this experiment,
    /// or about all of them, depends on.
    fn state(&self, experiment: Option<&Experiment>) -> u64;
}

/// How the [`Numbers`] of a checkout are opened: again after each change.
pub type Open = fn(&Path) -> Result<Box<dyn Numbers>>;

/// Opens the real ones.
pub fn open(root: &Path) -> Result<Box<dyn Numbers>> {
    Ok(Box::new(Library::open(root)?))
}

impl Numbers for Library {
    fn experiments(&self) -> Vec<Experiment> {
        self.chapters()
            .iter()
            .flat_map(|chapter| {
                chapter.experiments.iter().map(|name| Experiment {
                    chapter: chapter.name.clone(),
                    name: name.clone(),
                })
            })
            .collect()
    }

    fn stale(&self, experiment: &Experiment) -> Result<Vec<String>> {
        self.stale(&experiment.chapter, &experiment.name)
    }

    fn answer(&self, command: &str, machine: &str) -> Option<Result<String>> {
        let machine = match machine.parse() {
            Ok(machine) => machine,
            Err(error) => return Some(Err(anyhow::Error::new(error))),
        };
        let answer = Self::answer(self, command, &machine)
            .or_else(|| recommendations::cli::answer(self, command, &machine))?;
        Some(answer.map(|text| text + "\n"))
    }

    fn standing(&self, claims: &[ClaimName], machine: &str) -> Result<Standing> {
        Self::standing(self, claims, &machine.parse()?)
    }

    fn tunable(&self, experiment: &Experiment) -> Result<Vec<Tunable>> {
        let Experiment { chapter, name } = experiment;
        Self::tunable(self, chapter, name, None)
    }

    fn tried(
        &self,
        experiment: &Experiment,
        charts: &Path,
        words: &str,
    ) -> Result<Tried> {
        let Experiment { chapter, name } = experiment;
        let tried = self.with_charts(charts)?;
        // Of this folder alone: no other machine's record will do, nor its rows.
        let local = MachineName::local();
        let record = tried.record(&local, chapter, name)?;
        let machine = Some(local);
        let view =
            View { machine, strictly: true, is_page: false, format: Format::Page };
        let analysis = tried.analysis(chapter, name)?;
        let record = record.context("it left no record")?;
        let figures = self.beside(&record, words)?;
        let has_chart = figures.is_empty() && !analysis.figures.is_empty();
        let all = [
            ("chart", What::Chart, has_chart),
            ("table", What::Table, true),
            ("claims", What::Claims, !analysis.claims.is_empty()),
        ];
        let wanted = all.into_iter().filter(|(.., is_there)| *is_there);
        let part = |(key, what, _)| {
            let text = tried.part(chapter, name, what, None, &view);
            text.map(|text| (key, text))
        };
        let mut parts = wanted.map(part).collect::<Result<Vec<_>>>()?;
        let doubts = machine::doubts(&record).join("\n\n");
        parts.push(("doubts", doubts));
        Ok(Tried { figures, parts })
    }

    fn state(&self, experiment: Option<&Experiment>) -> u64 {
        match experiment {
            Some(one) => self.state(&one.chapter, &one.name),
            None => self.state_of_all(),
        }
    }
}
