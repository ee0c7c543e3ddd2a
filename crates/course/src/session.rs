//! A learner at work: the exercises, the learner's files and what was said of them, and
//! how a terminal says it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::catalogue::{Catalogue, Exercise};
use crate::check;
use crate::desk::Desk;
use crate::page;
use crate::state::{State, Verdict};

/// What a command works with.
pub(crate) struct Session {
    pub(crate) catalogue: Catalogue,
    pub(crate) desk: Desk,
    pub(crate) state: State,
}

impl Session {
    pub(crate) fn open(root: &Path) -> Result<Self> {
        let catalogue = Catalogue::read(root)?;
        let desk = Desk::new(root);
        desk.prepare(&catalogue)?;
        let state = desk.state()?;
        Ok(Self { catalogue, desk, state })
    }

    /// The first exercise that is not done.
    pub(crate) fn next(&self) -> Option<&Exercise> {
        let all = &self.catalogue.exercises;
        all.iter().find(|exercise| !self.state.is_done(&exercise.name))
    }

    /// The text of each of the learner's files.
    pub(crate) fn contents(&self) -> BTreeMap<String, String> {
        let text = |exercise: &Exercise| {
            let text = fs::read_to_string(self.desk.file(exercise)).ok()?;
            Some((exercise.name.clone(), text))
        };
        self.catalogue.exercises.iter().filter_map(text).collect()
    }

    /// Checks a file, and keeps the verdict.
    pub(crate) fn check(&mut self, exercise: &Exercise) -> Result<Verdict> {
        let verdict = check::check(&self.desk, exercise)?;
        let last = Some(verdict.clone());
        self.state.change(&exercise.name, |standing| standing.last = last)?;
        Ok(verdict)
    }

    pub(crate) fn hint(&mut self, exercise: &Exercise) -> Result<String> {
        let given = self.state.of(&exercise.name).hints;
        let step = given.min(exercise.hints.len() - 1);
        self.state.change(&exercise.name, |standing| standing.hints = step + 1)?;
        let next = if step + 1 < exercise.hints.len() {
            "ask again for more"
        } else {
            "there is no more but the solution"
        };
        let of = exercise.hints.len();
        Ok(format!("Hint {} of {of} ({next}):\n\n{}", step + 1, exercise.hints[step]))
    }

    /// How many are done, in words.
    pub(crate) fn progress(&self) -> String {
        let all = &self.catalogue.exercises;
        let done = all.iter().filter(|exercise| self.state.is_done(&exercise.name));
        format!("{} of {} exercises done.", done.count(), all.len())
    }

    pub(crate) fn list(&self) -> String {
        let mut text = self.progress() + "\n";
        let mut chapter = "";
        for exercise in &self.catalogue.exercises {
            if exercise.chapter != chapter {
                chapter = &exercise.chapter;
                let _ = write!(text, "\n{chapter}\n");
            }
            let mark = match self.state.of(&exercise.name).last {
                Some(Verdict { passed: true, .. }) => "done",
                Some(_) => "not yet",
                None => "",
            };
            let (name, title) = (&exercise.name, &exercise.title);
            let effort = page::effort(exercise);
            let _ = writeln!(text, "  {mark:8} {name:20} {title} ({effort})");
        }
        text.trim_end().to_owned()
    }
}

/// An exercise's task for the terminal.
pub(crate) fn task(session: &Session, exercise: &Exercise) -> String {
    let Exercise { title, task, page, .. } = exercise;
    let effort = page::effort(exercise);
    let file = session.desk.shown(exercise);
    let page = page.trim_end_matches(".md");
    format!("\n{title} ({effort}; it follows the page {page})\n{file}\n\n{task}\n")
}

/// Prints a verdict.
pub(crate) fn say(verdict: &Verdict) {
    let word = if verdict.passed { "Done" } else { "Not yet" };
    println!("\n{word}: {}", verdict.sentence);
}

/// What a learner can read who is there.
pub(crate) fn what_else(exercise: &Exercise) -> String {
    let name = &exercise.name;
    format!(
        "The reason, and what else would do: `cargo xtask exercises solution {name}`"
    )
}

/// What a learner can do who is not there yet.
pub(crate) fn what_next(exercise: &Exercise) -> String {
    let name = &exercise.name;
    format!(
        "In another terminal: `cargo xtask exercises hint {name}`, `… solution {name}`, `… list`. \
         Ctrl-C ends."
    )
}
