//! What directives printed before, in memory and in `target/book-cache.json`, so
//! that an edited sentence reads no record and starts no process.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::stamp;

/// Texts by machine and command, each with the state that it holds for.
pub(crate) struct Cache {
    file: PathBuf,
    stored: Stored,
    changed: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    /// The program that made the texts: another one may print others.
    program: u64,
    machines: HashMap<String, HashMap<String, Entry>>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    state: u64,
    text: String,
    /// Whether it was used since it was last saved.
    #[serde(skip)]
    used: bool,
}

impl Cache {
    /// The cache of the checkout `root`: empty if there is none, or if another
    /// program made it.
    pub(crate) fn open(root: &Path) -> Self {
        let file = root.join("target/book-cache.json");
        let program = std::env::current_exe().map_or(0, |us| stamp::of_file(&us));
        let stored = fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Stored>(&bytes).ok())
            .filter(|stored| stored.program == program)
            .unwrap_or(Stored { program, machines: HashMap::new() });
        Self { file, stored, changed: false }
    }

    /// The text of `command` if it was printed in this same `state`.
    pub(crate) fn get(
        &mut self,
        machine: &str,
        command: &str,
        state: u64,
    ) -> Option<&str> {
        let entry = self.stored.machines.get_mut(machine)?.get_mut(command)?;
        if entry.state != state {
            return None;
        }
        entry.used = true;
        Some(&entry.text)
    }

    /// Keeps what `command` printed.
    pub(crate) fn put(&mut self, machine: &str, command: &str, state: u64, text: &str) {
        let entry = Entry { state, text: text.to_owned(), used: true };
        let machine = self.stored.machines.entry(machine.to_owned()).or_default();
        machine.insert(command.to_owned(), entry);
        self.changed = true;
    }

    /// Forgets what the pages of a machine no longer use, where any of its texts was used
    /// since the last time, and writes the file if it is no longer what is here.
    pub(crate) fn save(&mut self) -> Result<()> {
        for entries in self.stored.machines.values_mut() {
            if entries.values().any(|entry| entry.used) {
                let before = entries.len();
                entries.retain(|_, entry| std::mem::take(&mut entry.used));
                self.changed |= entries.len() != before;
            }
        }
        if self.changed {
            self.write()
                .with_context(|| format!("cannot write {}", self.file.display()))?;
            self.changed = false;
        }
        Ok(())
    }

    fn write(&self) -> Result<()> {
        let folder = self.file.parent().context("a file has a folder")?;
        fs::create_dir_all(folder)?;
        // Another build may read it now: it appears in one piece.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(&self.stored)?)?;
        file.persist(&self.file)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_for_its_machine_and_state_across_openings() {
        let root = tempfile::tempdir().expect("a folder");
        let mut cache = Cache::open(root.path());
        cache.put("here", "show", 1, "text");
        cache.save().expect("written");
        let mut again = Cache::open(root.path());
        assert_eq!(again.get("here", "show", 1), Some("text"));
        assert_eq!(again.get("here", "show", 2), None);
        assert_eq!(again.get("there", "show", 1), None);
    }

    #[test]
    fn what_the_pages_no_longer_use_is_forgotten_but_not_another_machine() {
        let root = tempfile::tempdir().expect("a folder");
        let mut cache = Cache::open(root.path());
        for machine in ["here", "there"] {
            cache.put(machine, "old", 1, "text");
            cache.put(machine, "kept", 1, "text");
            cache.save().expect("written");
        }
        let mut again = Cache::open(root.path());
        assert!(again.get("here", "kept", 1).is_some());
        again.save().expect("written");
        assert!(again.get("here", "old", 1).is_none());
        assert!(again.get("there", "old", 1).is_some());
    }

    #[test]
    fn a_build_that_prints_the_same_writes_nothing() {
        let root = tempfile::tempdir().expect("a folder");
        let mut cache = Cache::open(root.path());
        cache.put("here", "show", 1, "text");
        cache.save().expect("written");
        fs::remove_file(root.path().join("target/book-cache.json")).expect("there");
        assert!(cache.get("here", "show", 1).is_some());
        cache.save().expect("nothing to do");
        assert!(!root.path().join("target/book-cache.json").exists());
    }

    #[test]
    fn a_torn_or_foreign_file_is_no_cache() {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("target")).expect("made");
        fs::write(root.path().join("target/book-cache.json"), "{\"prog")
            .expect("written");
        assert!(Cache::open(root.path()).get("here", "show", 1).is_none());
    }
}
