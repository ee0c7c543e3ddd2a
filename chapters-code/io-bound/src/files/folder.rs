//! The files that are read: made once for a run, and removed after it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result, bail};
use measure::{Preflight, Service};
use nix::sys::statvfs::statvfs;
use record::{Setting, Settings};
use tempfile::TempDir;

use super::content;

/// The path of the file of this number.
pub(super) fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(number.to_string())
}

/// Where the folder is made. `/tmp` is kept in memory on many systems, where
/// nothing is ever read from a disk; `/var/tmp` outlives a restart, so it is not.
fn place() -> PathBuf {
    let var_tmp = PathBuf::from("/var/tmp");
    if std::env::var_os("TMPDIR").is_none() && var_tmp.is_dir() {
        return var_tmp;
    }
    std::env::temp_dir()
}

/// Refuses files that do not fit the disk.
pub(super) fn preflight(settings: &Settings, _samples: u32) -> Result<Preflight> {
    let (place, needed) = (place(), content::sum_of_lengths(settings)?);
    let disk = statvfs(&place)
        .with_context(|| format!("cannot look at {}", place.display()))?;
    // Their types differ from system to system.
    #[allow(clippy::useless_conversion)]
    let (blocks, size) =
        (u64::from(disk.blocks_available()), u64::from(disk.fragment_size()));
    let free = blocks.saturating_mul(size);
    if needed > free {
        bail!(
            "the files need {} MiB and {} has {} MiB free: {REMEDY}",
            needed >> 20,
            place.display(),
            free >> 20,
        );
    }
    Ok(Preflight::default())
}

const REMEDY: &str = "ask for fewer (`--files`) or smaller ones (`--size-kib`), or set TMPDIR to a \
     folder on a disk with more room";

/// Makes the files, and waits until the disk has them: what is not yet written
/// cannot be dropped from the cache.
pub(super) fn start(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    let folder = tempfile::Builder::new()
        .prefix("concurrency-measured-files-")
        .tempdir_in(place())
        .with_context(|| {
            format!(
                "cannot make a folder in {}: set TMPDIR to another",
                place().display()
            )
        })?;
    let (files, length) = (settings.count("files")?, content::length(settings)?);
    for number in 0..files {
        fs::write(path(folder.path(), number), content::bytes(number, length))
            .map_err(|error| explained(error, folder.path()))?;
    }
    nix::unistd::sync();
    Ok(Some(Box::new(Folder(folder))))
}

fn explained(error: std::io::Error, folder: &Path) -> Error {
    let full =
        matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
    let failed = format!("cannot make the files in {}", folder.display());
    Error::from(error).context(if full {
        format!("{failed}: {REMEDY}")
    } else {
        failed
    })
}

/// Removes itself with all that is in it when dropped.
struct Folder(TempDir);

impl Service for Folder {
    fn settings(&self) -> Settings {
        let folder = self.0.path().to_string_lossy().into_owned();
        [("folder".to_owned(), Setting::Text(folder))].into_iter().collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_an_error_that_says_what_to_do() {
        let said = |kind: ErrorKind| {
            format!("{:#}", explained(kind.into(), Path::new("there")))
        };
        assert!(said(ErrorKind::StorageFull).contains("--files"));
        assert!(said(ErrorKind::QuotaExceeded).contains("TMPDIR"));
        assert!(!said(ErrorKind::PermissionDenied).contains("--files"));
    }

    #[test]
    fn the_folder_goes_with_its_service() {
        let settings = [("files", 3), ("size-kib", 1)]
            .map(|(name, count)| (name.to_owned(), Setting::Count(count)));
        let service =
            start(&settings.into_iter().collect()).expect("made").expect("a service");
        let folder = PathBuf::from(
            service.settings().text("folder").expect("set").expect("set"),
        );
        assert_eq!(fs::read_dir(&folder).expect("readable").count(), 3);
        drop(service);
        assert!(!folder.exists());
    }
}
