//! Pages to be copied: fetched in one place, and stored in another.

use crate::http::get;

/// A page.
pub struct Page {
    from: String,
    to: String,
}

impl Page {
    /// The page that is fetched from one URL and stored at another.
    pub(crate) fn new(from: String, to: String) -> Self {
        Self { from, to }
    }

    /// Fetches its text, and blocks the thread until it is here.
    pub fn fetch(&self) -> String {
        get(&self.from).body
    }

    /// Stores its text, and blocks the thread until that is done.
    pub fn store(&self, text: &str) {
        get(&format!("{}/{}", self.to, text.len()));
    }
}
