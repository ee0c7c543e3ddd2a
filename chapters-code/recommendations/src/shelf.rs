//! The other chapters: what they have recorded, and what they claim of it.
//!
//! Records are read from their files, whose format is published. Claims are code,
//! and code of another chapter, so its program is asked for their verdicts, as
//! anybody could: `io-bound show overview claims --json`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::rc::Rc;

use anyhow::{Context as _, Result, bail, ensure};
use chapter::view::{self, View};
use clap::ArgMatches;
use record::machine::MachineName;
use record::store::ReadError;
use record::{Record, Row, Settings};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The chapters that measure, in the order of the book.
pub const CHAPTERS: [&str; 3] = ["concurrency-vs-parallelism", "io-bound", "cpu-bound"];

/// A claim and what a record says of it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Judged {
    /// Its id, unique within its experiment.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The verdict in words.
    pub words: String,
    /// The verdict's sign.
    pub mark: String,
    /// The verdict as the style sheet knows it.
    pub class: String,
    /// The measured ratio, or why there is none.
    pub evidence: String,
    /// What it compares with `over`, as its chapter's program writes it.
    pub of: Value,
    /// What `of` is divided by.
    pub over: Value,
    /// The bound of that: `at_least` or `at_most` so much.
    pub bound: Value,
}

/// How a record stands to what would be measured now.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Standing {
    /// Why it is out of date; empty where it is not.
    pub stale: Vec<String>,
    /// What disturbed its measurement.
    pub noise: Vec<String>,
}

impl Standing {
    /// Whether it is out of date.
    pub fn is_out_of_date(&self) -> bool {
        !self.stale.is_empty()
    }

    /// Whether something disturbed its measurement.
    pub fn is_noisy(&self) -> bool {
        !self.noise.is_empty()
    }
}

/// An experiment of another chapter.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    /// Its name.
    pub experiment: String,
    /// The ids of its claims.
    pub claims: Vec<String>,
    /// Its strategies, in the order of its page.
    strategies: Vec<Strategy>,
}

/// A strategy of another chapter.
#[derive(Clone, Debug, Deserialize)]
struct Strategy {
    key: String,
    label: String,
    source: String,
    group: Option<String>,
    settings: Settings,
}

impl Strategy {
    /// Its row where it was not measured.
    fn unmeasured(&self) -> Row {
        Row {
            key: self.key.clone(),
            label: self.label.clone(),
            source: self.source.clone(),
            group: self.group.clone(),
            predicted_wall_ns: None,
            meant_to_fail: false,
            settings: self.settings.clone(),
            samples: Vec::new(),
        }
    }
}

/// What was asked of a machine's record of a chapter's experiment.
type Asked<T> = RefCell<BTreeMap<(String, String, String), Rc<T>>>;

/// The records of the other chapters, as one person wants to see them.
pub struct Shelf {
    /// Whose, and how.
    pub view: View,
    /// The book's folder.
    pub book: PathBuf,
    /// What was asked already: to start a program takes milliseconds.
    judged: Asked<Vec<Judged>>,
    standing: Asked<Standing>,
    listed: RefCell<BTreeMap<String, Rc<Vec<Listed>>>>,
}

impl Shelf {
    /// The shelf that a command's flags ask for.
    pub fn open(matches: &ArgMatches) -> Result<Self> {
        Ok(Self {
            view: View::from_matches(matches)?,
            book: view::book()?,
            judged: RefCell::default(),
            standing: RefCell::default(),
            listed: RefCell::default(),
        })
    }

    /// The record that a page would show of an experiment, and whose it is; `None`
    /// where no machine that would do has one.
    pub fn shown(
        &self,
        chapter: &str,
        experiment: &str,
    ) -> Result<Option<(MachineName, Record)>> {
        for machine in self.view.candidates()? {
            if let Some(record) = self.of(&machine, chapter, experiment)? {
                return Ok(Some((machine, record)));
            }
        }
        Ok(None)
    }

    /// A strategy's row where its experiment was not measured.
    pub fn unmeasured(
        &self,
        chapter: &str,
        experiment: &str,
        key: &str,
    ) -> Result<Row> {
        let mut rows = self.all_unmeasured(chapter, experiment)?.into_iter();
        rows.find(|row| row.key == key)
            .with_context(|| format!("{chapter} {experiment} has no strategy `{key}`"))
    }

    /// The rows of an experiment's strategies, in the order of its page.
    fn all_unmeasured(&self, chapter: &str, experiment: &str) -> Result<Vec<Row>> {
        let listed = self.experiments(chapter)?;
        let one = listed.iter().find(|listed| listed.experiment == experiment);
        let strategies = one.map_or(&[][..], |one| &one.strategies);
        Ok(strategies.iter().map(Strategy::unmeasured).collect())
    }

    /// A machine's record of an experiment; `None` where it has none. A strategy that
    /// its profile leaves out is a row that was not measured.
    pub fn of(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Option<Record>> {
        match self.view.store.read(machine, chapter, experiment) {
            Ok(mut record) => {
                let all = self.all_unmeasured(chapter, experiment)?;
                for (place, row) in all.into_iter().enumerate() {
                    if record.row(&row.key).is_none() {
                        record.rows.insert(place.min(record.rows.len()), row);
                    }
                }
                Ok(Some(record))
            }
            Err(ReadError::Missing(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The machines beside each other: every recorded one, and the reader's own
    /// first, unless a recorded one was asked for.
    pub fn machines(&self) -> Result<Vec<MachineName>> {
        let recorded = self.view.store.recorded_machines()?;
        let own = match &self.view.machine {
            Some(machine) => machine.is_local(),
            None => true,
        };
        let local = own.then(MachineName::local);
        let all = local.into_iter().chain(recorded);
        Ok(all.filter(|machine| self.has_measured(machine)).collect())
    }

    /// Whether a machine has a record of anything.
    fn has_measured(&self, machine: &MachineName) -> bool {
        CHAPTERS.iter().any(|chapter| {
            let folder = self.view.store.root().join(machine.as_str()).join(chapter);
            let mut files = fs::read_dir(folder).into_iter().flatten().flatten();
            files.any(|file| file.path().extension().is_some_and(|kind| kind == "json"))
        })
    }

    /// The verdicts on an experiment's claims, on a machine that has its record.
    pub fn claims(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Rc<Vec<Judged>>> {
        self.asked(&self.judged, "claims", machine, chapter, experiment)
    }

    /// How a machine's record of an experiment stands, if it has one.
    pub fn standing(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Rc<Standing>> {
        self.asked(&self.standing, "machine", machine, chapter, experiment)
    }

    /// A part of what the chapter's program shows of a record.
    fn asked<T: DeserializeOwned>(
        &self,
        known: &Asked<T>,
        part: &str,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Rc<T>> {
        let name = machine.as_str();
        let key = (name.to_owned(), chapter.to_owned(), experiment.to_owned());
        if let Some(known) = known.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let words = ["show", experiment, part, "--machine", name];
        let answer: Rc<T> = Rc::new(self.ask(chapter, &words)?);
        known.borrow_mut().insert(key, Rc::clone(&answer));
        Ok(answer)
    }

    /// The experiments of a chapter, in the order of its pages.
    pub fn experiments(&self, chapter: &str) -> Result<Rc<Vec<Listed>>> {
        if let Some(known) = self.listed.borrow().get(chapter) {
            return Ok(Rc::clone(known));
        }
        let listed: Rc<Vec<Listed>> = Rc::new(self.ask(chapter, &["list"])?);
        self.listed.borrow_mut().insert(chapter.to_owned(), Rc::clone(&listed));
        Ok(listed)
    }

    /// What a chapter's program answers.
    fn ask<T: DeserializeOwned>(&self, chapter: &str, words: &[&str]) -> Result<T> {
        let us = std::env::current_exe().context("this program has no path")?;
        let program =
            us.with_file_name(format!("{chapter}{}", std::env::consts::EXE_SUFFIX));
        ensure!(
            program.is_file(),
            "the chapter `{chapter}` is not built: there is no {}. \
             `cargo build --release --workspace` builds all chapters",
            program.display()
        );
        let output = Command::new(&program)
            .args(words)
            .args(["--json", "--charts"])
            .arg(self.view.store.root())
            .env_remove("BOOK_MACHINE")
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("cannot run {}", program.display()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{chapter} {}`: {}", words.join(" "), said.trim());
        }
        serde_json::from_slice(&output.stdout).with_context(|| {
            format!(
                "`{chapter} {}` answers what is not understood here; \
                 `cargo build --release --workspace` builds all chapters anew",
                words.join(" ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_other_chapter_is_on_the_shelf() {
        let chapters = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let there: BTreeSet<String> = std::fs::read_dir(chapters)
            .expect("listed")
            .map(|entry| {
                entry.expect("read").file_name().to_string_lossy().into_owned()
            })
            .filter(|name| name != env!("CARGO_PKG_NAME"))
            .collect();
        assert_eq!(there, CHAPTERS.map(str::to_owned).into());
    }
}
