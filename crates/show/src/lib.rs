//! A stub: the real library replaces this crate.

use std::path::Path;

/// A chapter and its experiments.
pub struct ChapterEntry {
    /// The name of its crate.
    pub name: String,
    /// In the book's order.
    pub experiments: Vec<String>,
}

/// What there is to show.
pub struct Library;

impl Library {
    /// Opens the library of a checkout.
    pub fn open(_root: &Path) -> anyhow::Result<Library> {
        Ok(Library)
    }

    /// The chapters, in the book's order.
    pub fn chapters(&self) -> &[ChapterEntry] {
        &[]
    }

    /// Why this machine's record does not stand.
    pub fn stale(
        &self,
        _chapter: &str,
        _experiment: &str,
    ) -> anyhow::Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// What `command` prints.
    pub fn answer(
        &self,
        _command: &str,
        _machine: &str,
    ) -> Option<anyhow::Result<String>> {
        None
    }

    /// Changes with everything that an answer about an experiment depends on.
    pub fn state(&self, _chapter: &str, _experiment: &str) -> u64 {
        0
    }

    /// Changes with everything that any answer depends on.
    pub fn state_of_all(&self) -> u64 {
        0
    }
}
