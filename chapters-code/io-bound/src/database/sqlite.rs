//! The embedded database: a file of our own, made once for a run.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use measure::Service;
use record::{Setting, Settings};
use tempfile::TempDir;

use super::table;

/// The folder with the file; it removes both when dropped.
pub(super) struct OwnFile(TempDir);

impl OwnFile {
    /// Makes a table with this number of rows.
    pub(super) fn make(rows: u64) -> Result<Self> {
        let own = Self(
            tempfile::Builder::new()
                .prefix("concurrency-measured-database-")
                .tempdir()
                .context("cannot make a folder: set TMPDIR to one where you may")?,
        );
        let file = own.path();
        let numbers = format!(
            "(with recursive numbers(id) as
                (select 0 union all select id + 1 from numbers where id + 1 < {rows})
              select id from numbers)"
        );
        // Readers and a writer side by side: what a program would choose. All
        // that follows only reads.
        let made = rusqlite::Connection::open(&file).and_then(|connection| {
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.execute_batch(&table::making("numbers", &numbers))
        });
        made.with_context(|| {
            format!(
                "cannot fill the database {}: if the disk is full, ask for fewer `--rows`, \
                 or set TMPDIR to a folder on another",
                file.display()
            )
        })?;
        Ok(own)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("numbers.sqlite")
    }
}

impl Service for OwnFile {
    fn settings(&self) -> Settings {
        let file = self.path().to_string_lossy().into_owned();
        [("database-file".to_owned(), Setting::Text(file))].into_iter().collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}
