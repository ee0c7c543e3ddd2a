//! What a skeleton writes: files that are new, and files with lines inserted.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// Texts of files, by their paths in the checkout.
#[derive(Debug, Default)]
pub(super) struct Changes {
    new: Vec<(String, String)>,
    changed: Vec<(String, String)>,
}

impl Changes {
    /// With a file that must not be there yet.
    pub(super) fn create(&mut self, path: String, text: String) {
        self.new.push((path, text));
    }

    /// With a file that is there, changed.
    pub(super) fn change(
        &mut self,
        root: &Path,
        path: &str,
        change: impl FnOnce(&str) -> Option<String>,
    ) -> Result<()> {
        let text = fs::read_to_string(root.join(path))
            .with_context(|| format!("cannot read {path}"))?;
        let changed = change(&text).with_context(|| {
            format!(
                "{path} has no place for it that could be recognised: do it by hand, \
                     as CONTRIBUTING.md says"
            )
        })?;
        self.changed.push((path.to_owned(), changed));
        Ok(())
    }

    /// Writes all of it, once it is sure that nothing is overwritten.
    pub(super) fn write(&self, root: &Path) -> Result<()> {
        for (path, _) in &self.new {
            ensure!(
                !root.join(path).exists(),
                "{path} is there already: choose another name"
            );
        }
        for (path, text) in self.new.iter().chain(&self.changed) {
            let path = root.join(path);
            let parent = path.parent().unwrap_or(root);
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&path, text))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, _) in &self.new {
            writeln!(out, "new      {path}")?;
        }
        for (path, _) in &self.changed {
            writeln!(out, "changed  {path}")?;
        }
        Ok(())
    }
}
