//! An answer in a file, in the parts that it is the sum of.

// ANCHOR: listing
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Writes them to a file. Where that fails, there is no file of this name.
pub fn save(parts: &[Part], file: &Path) -> io::Result<()> {
    let unfinished = file.with_extension("unfinished");
    let mut lines = BufWriter::new(File::create(&unfinished)?);
    for part in parts {
        writeln!(lines, "{}", serde_json::to_string(part)?)?;
    }
    lines.into_inner()?.sync_all()?; // all of it is written, and on the disk
    fs::rename(unfinished, file)
}

/// The same, and as many programs do it.
pub fn save_unchecked(parts: &[Part], file: &Path) -> io::Result<()> {
    let mut lines = BufWriter::new(File::create(file)?);
    for part in parts {
        writeln!(lines, "{}", serde_json::to_string(part)?)?;
    }
    Ok(()) // as `lines` is dropped, it writes the rest, and tells nobody of an error
}
// ANCHOR_END: listing

use std::sync::Mutex;

/// How many primes a segment has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its number.
    pub segment: u64,
    /// How many there are.
    pub primes: u64,
}

/// What has arrived in this process.
static ARRIVED: Mutex<Vec<Part>> = Mutex::new(Vec::new());

/// Keeps a part, for who wants them all in the end.
pub fn arrived(part: Part) {
    if let Ok(mut parts) = ARRIVED.lock() {
        parts.push(part);
    }
}

/// All that have arrived.
pub fn all() -> Vec<Part> {
    ARRIVED.lock().map(|parts| parts.clone()).unwrap_or_default()
}

/// Adds up the parts in a file, as whoever only reads lines does: it takes what there is.
pub fn read(file: &Path) -> io::Result<u64> {
    let text = fs::read_to_string(file)?;
    let parts = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(parts.map(|part: Part| part.primes).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Vec<Part> {
        (0..300).map(|segment| Part { segment, primes: 7 }).collect()
    }

    #[test]
    fn what_was_written_is_read_by_either_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("parts");
        for save in [save, save_unchecked] {
            save(&parts(), &file).expect("there is room");
            assert_eq!(read(&file).expect("written"), 2100);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_without_room_is_an_error_for_one_and_not_for_the_other() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("parts");
        for name in [file.clone(), file.with_extension("unfinished")] {
            symlink("/dev/full", name).expect("made");
        }
        let few = &parts()[..3]; // less than a buffer holds
        save_unchecked(few, &file).expect("nothing is said");
        let error = save(few, &file).expect_err("no room");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
