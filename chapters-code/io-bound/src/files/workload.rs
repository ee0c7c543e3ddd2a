//! The files to read, and the state of the cache when the clock starts.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use measure::Answer;
use record::Settings;

use super::{cache, content, folder};

// ANCHOR: workload
/// What every strategy is given.
pub struct Files {
    /// The files to read, each once, in any order.
    pub paths: Vec<PathBuf>,
    /// How many threads to use, where a strategy lets one choose.
    pub workers: usize,
}
// ANCHOR_END: workload

/// The files with what shows whether the cache had them.
pub(super) struct Sample {
    files: Files,
    /// Bytes in all files together.
    size: u64,
    /// Whether the cache had to be without them.
    cold: bool,
    /// What this process had fetched from storage before the clock started.
    fetched_before: Option<u64>,
}

impl Sample {
    /// The files, all of them in the cache.
    pub(super) fn cached(settings: &Settings) -> Result<Self> {
        let paths = paths(settings)?;
        cache::fill(&paths)?;
        Self::of(settings, paths, false)
    }

    /// The files, none of them in the cache.
    pub(super) fn evicted(settings: &Settings) -> Result<Self> {
        let paths = paths(settings)?;
        cache::evict(&paths)?;
        Self::of(settings, paths, true)
    }

    fn of(settings: &Settings, paths: Vec<PathBuf>, cold: bool) -> Result<Self> {
        let workers = settings.optional_count("workers")?.unwrap_or(1) as usize;
        let size = content::sum_of_lengths(settings)?;
        let files = Files { paths, workers };
        Ok(Self { files, size, cold, fetched_before: cache::fetched_bytes() })
    }

    /// Has them read by a strategy, and counts what that fetched from storage.
    pub(super) fn read_by(
        &self,
        strategy: impl Fn(&Files) -> Result<u64>,
    ) -> Result<Answer> {
        let answer = Answer::from(strategy(&self.files)?);
        let fetched = cache::fetched_bytes()
            .zip(self.fetched_before)
            .map(|(now, before)| now - before);
        if self.cold {
            cache::check_that_it_was_cold(fetched, self.size)?;
        }
        Ok(match fetched {
            Some(fetched) => answer.with("fetched_bytes", fetched),
            None => answer,
        })
    }
}

fn paths(settings: &Settings) -> Result<Vec<PathBuf>> {
    let folder = Path::new(settings.text("folder")?.context("no files were made")?);
    Ok((0..settings.count("files")?)
        .map(|number| folder::path(folder, number))
        .collect())
}
