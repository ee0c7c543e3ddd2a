//! What was said of each of the learner's files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// How far the learner is.
#[derive(Debug)]
pub struct State {
    file: PathBuf,
    /// By exercise.
    of: BTreeMap<String, Standing>,
}

/// How one exercise stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The last verdict; `None` if there is none yet.
    pub last: Option<Verdict>,
    /// How many of its hints were asked for.
    #[serde(default)]
    pub hints: usize,
}

/// What was said of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it does what the task asks.
    pub passed: bool,
    /// What was seen.
    pub sentence: String,
}

impl State {
    /// Reads it; there may be none yet.
    pub fn read(file: &Path) -> Result<Self> {
        let of = match fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} cannot be read", file.display()))?,
            Err(_) => BTreeMap::new(),
        };
        Ok(Self { file: file.to_owned(), of })
    }

    /// How an exercise stands.
    pub fn of(&self, exercise: &str) -> Standing {
        self.of.get(exercise).cloned().unwrap_or_default()
    }

    /// Whether an exercise is done.
    pub fn is_done(&self, exercise: &str) -> bool {
        self.of(exercise).last.is_some_and(|last| last.passed)
    }

    /// Changes how an exercise stands, and keeps it.
    pub fn change(
        &mut self,
        exercise: &str,
        change: impl FnOnce(&mut Standing),
    ) -> Result<()> {
        change(self.of.entry(exercise.to_owned()).or_default());
        let text = serde_json::to_string_pretty(&self.of)?;
        // Whole or not at all: Ctrl-C may come at any time.
        let new = self.file.with_extension("new");
        fs::write(&new, text + "\n")
            .and_then(|()| fs::rename(&new, &self.file))
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_there_the_next_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("state.json");
        let mut state = State::read(&file).expect("there is none");
        let verdict = Verdict { passed: true, sentence: "seen".to_owned() };
        state.change("one", |one| one.last = Some(verdict)).expect("written");
        state.change("two", |two| two.hints = 2).expect("written");
        let again = State::read(&file).expect("it was written");
        assert!(again.is_done("one") && !again.is_done("two"));
        assert_eq!(again.of("two").hints, 2);
    }
}
