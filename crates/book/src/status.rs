//! What the server is doing, as the strip on its pages shows it.

use std::path::PathBuf;

use serde::Serialize;

use crate::pages::Versions;

/// What is being done now.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    /// Nothing is left to do.
    #[default]
    Idle,
    /// A chapter's binary is built.
    Building,
    /// An experiment is measured.
    Measuring,
    /// One is measured as a reader has set it.
    Trying,
}

/// The data of a `status` event.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Status {
    /// What is being done.
    pub(crate) phase: Phase,
    /// The chapter that is built or measured.
    pub(crate) chapter: Option<String>,
    /// The experiment that is measured.
    pub(crate) experiment: Option<String>,
    /// Its round, from 1, and the most that there will be.
    pub(crate) round: Option<(u64, u64)>,
    /// The last line for a person.
    pub(crate) note: Option<String>,
    /// How many experiments are done, and how many there are with those that wait.
    pub(crate) done: usize,
    pub(crate) total: usize,
    /// Whether what is stale is measured at all.
    pub(crate) measures: bool,
    /// Whether nothing more is started until the reader resumes.
    pub(crate) paused: bool,
    /// Whether an edit waits for the end of the measurement.
    pub(crate) edit_waits: bool,
    /// What was measured and is out of date.
    pub(crate) stale: Vec<Stale>,
    /// What failed.
    pub(crate) trouble: Vec<Trouble>,
}

/// An experiment whose numbers are out of date.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Stale {
    /// The name of its chapter.
    pub(crate) chapter: String,
    /// Its name.
    pub(crate) experiment: String,
    /// What has changed: files among others.
    pub(crate) why: Vec<String>,
}

/// A failure, in the words of what failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Trouble {
    /// What failed, and what to do.
    pub(crate) title: String,
    /// The compiler's words, or the row's: text, not HTML.
    pub(crate) text: String,
    /// The pages that it concerns; `None` for all.
    pub(crate) pages: Option<Vec<String>>,
}

/// All that the server shows.
#[derive(Clone, Default)]
pub(crate) struct Site {
    /// Tells this start of the server from any other.
    pub(crate) start: String,
    /// The folder of the last good build; `None` before the first.
    pub(crate) folder: Option<PathBuf>,
    /// The versions of its pages.
    pub(crate) versions: Versions,
    /// The status, as JSON.
    pub(crate) status: String,
}

impl Site {
    /// The version of a page of this start: another text whenever a reader would see
    /// another page. One for all pages that there are not.
    pub(crate) fn version(&self, page: &str) -> String {
        let version = self.versions.get(page).copied().unwrap_or_default();
        format!("{}-{version}", self.start)
    }
}
