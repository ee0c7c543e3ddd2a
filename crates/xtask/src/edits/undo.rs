//! Putting back what was edited: when it is done, on an error, and on Ctrl-C.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};

/// What to put back.
pub(super) struct Undo(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// Files, with what they held.
    files: Vec<(PathBuf, Vec<u8>)>,
    /// Folders that were not there, or whose files are all kept.
    folders: Vec<PathBuf>,
}

impl Undo {
    /// Nothing to put back yet; on Ctrl-C, whatever there is by then.
    pub(super) fn listen() -> Result<Self> {
        let undo = Self(Arc::default());
        let kept = Arc::clone(&undo.0);
        ctrlc::set_handler(move || {
            let status = match put_back(&kept) {
                Ok(()) => 130,
                Err(error) => {
                    eprintln!("error: {error:#}");
                    1
                }
            };
            process::exit(status);
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(undo)
    }

    /// Keeps what a file holds.
    pub(super) fn keep(&self, file: &Path) -> Result<()> {
        let held = fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The first time counts: later it may have been edited.
        if !kept.files.iter().any(|(path, _)| path == file) {
            kept.files.push((file.to_owned(), held));
        }
        Ok(())
    }

    /// Keeps all files of a folder, which will have no others.
    pub(super) fn keep_folder(&self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)
            .with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_file() {
                self.keep(&path)?;
            }
        }
        Ok(())
    }

    /// Removes a folder now, and when all is put back.
    pub(super) fn remove_at_the_end(&self, folder: &Path) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)
                .with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.folders.push(folder.to_owned());
        Ok(())
    }

    /// Puts everything back.
    pub(super) fn now(&self) -> Result<()> {
        put_back(&self.0)
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        if let Err(error) = self.now() {
            eprintln!("error: {error:#}");
        }
    }
}

fn put_back(kept: &Mutex<Kept>) -> Result<()> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    for (path, held) in kept.files.drain(..) {
        fs::write(&path, held).with_context(|| {
            format!("cannot put {} back: `git checkout` does", path.display())
        })?;
    }
    for folder in kept.folders.drain(..).filter(|folder| folder.exists()) {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_edited_twice_is_put_back_as_it_was_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.md");
        fs::write(&file, "first").expect("written");
        let undo = Undo(Arc::default());
        for edit in ["second", "third"] {
            undo.keep(&file).expect("kept");
            fs::write(&file, edit).expect("written");
        }
        drop(undo);
        assert_eq!(fs::read(&file).expect("there"), b"first");
    }
}
