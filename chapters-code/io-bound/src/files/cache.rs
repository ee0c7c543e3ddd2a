//! The page cache: what the kernel keeps of files in memory. Files can be
//! brought into it and dropped from it, and what was fetched from the storage
//! below it is counted.

use std::fs;
#[cfg(target_os = "linux")]
use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

/// Reads the files once, so that the cache has them.
pub(super) fn fill(paths: &[PathBuf]) -> Result<()> {
    for path in paths {
        fs::read(path).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

// ANCHOR: evict
/// Drops the files' pages from this kernel's cache. It needs no privilege. What
/// the kernel knows of their names and places stays, and so does what a disk, or
/// the host of a virtual machine, keeps in a cache of its own.
#[cfg(target_os = "linux")]
pub(super) fn evict(paths: &[PathBuf]) -> Result<()> {
    use nix::fcntl::{PosixFadviseAdvice::POSIX_FADV_DONTNEED, posix_fadvise};
    for path in paths {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)?; // 0, 0: all of it
    }
    Ok(())
}
// ANCHOR_END: evict

/// Other systems have no such call that this book knows of.
#[cfg(not(target_os = "linux"))]
pub(super) fn evict(_paths: &[PathBuf]) -> Result<()> {
    bail!("only Linux lets a program drop a file from the cache: see the warm rows")
}

/// Bytes that this process, with all its threads, has fetched from the storage
/// below the cache: proc_pid_io(5). `None` where the system does not tell.
pub(super) fn fetched_bytes() -> Option<u64> {
    let counters = fs::read_to_string("/proc/self/io").ok()?;
    let line = counters.lines().find_map(|line| line.strip_prefix("read_bytes: "))?;
    line.parse().ok()
}

/// The share of the bytes that a cold row has to fetch, in percent. The kernel
/// may keep a page that it is just busy with.
const COLD_ENOUGH: u64 = 90;

/// Refuses a cold sample that found its files in the cache: it would be a warm
/// one under a false name.
pub(super) fn check_that_it_was_cold(fetched: Option<u64>, size: u64) -> Result<()> {
    match fetched {
        None => bail!(
            "/proc/self/io does not tell what was fetched, so nothing shows that the \
             files were not in memory"
        ),
        Some(fetched) if fetched * 100 < size * COLD_ENOUGH => bail!(
            "the files were still in memory ({fetched} of {size} bytes were fetched): \
             set TMPDIR to a folder on a disk, not one in memory or with a cache of its own"
        ),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cold_sample_that_fetched_nothing_says_what_to_do() {
        let refused = check_that_it_was_cold(Some(1), 1000).expect_err("warm");
        assert!(refused.to_string().contains("TMPDIR"), "{refused}");
        assert!(check_that_it_was_cold(None, 1000).is_err());
        assert!(check_that_it_was_cold(Some(1000), 1000).is_ok());
    }
}
