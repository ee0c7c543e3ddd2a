//! One measurement at a time on a machine: two would measure each other.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::fcntl::OFlag;

use crate::interrupt;

/// Held while measuring; given back when dropped, or when the process ends.
pub struct MachineLock {
    _file: File,
}

/// Where the lock lies: one for each user, in the folder for temporary files,
/// so that two clones of the book wait for each other too. Not under `charts/`,
/// where a write would make `mdbook serve` build again.
pub fn path() -> PathBuf {
    std::env::temp_dir()
        .join(format!("concurrency-measured-{}.lock", nix::unistd::getuid()))
}

impl MachineLock {
    /// Takes the lock at `path`, waiting for whoever holds it. `waiting` is
    /// told once who that is.
    pub fn take(path: &Path, holder: &str, waiting: impl FnOnce(&str)) -> Result<Self> {
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            // The folder is everyone's: a link there is somebody else's.
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(path)
            .with_context(|| format!("cannot open the lock {}", path.display()))?;
        let mut waiting = Some(waiting);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    if let Some(waiting) = waiting.take() {
                        let mut who = String::new();
                        file.rewind()?;
                        file.read_to_string(&mut who)?;
                        waiting(who.trim());
                    }
                    interrupt::check()?;
                    thread::sleep(Duration::from_millis(100));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error)
                        .with_context(|| format!("cannot lock {}", path.display()));
                }
            }
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "process {}: {holder}", std::process::id())?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_link_in_the_locks_place_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let [link, target] = ["lock", "file"].map(|name| folder.path().join(name));
        std::fs::write(&target, "somebody's").expect("written");
        std::os::unix::fs::symlink(&target, &link).expect("linked");
        assert!(MachineLock::take(&link, "a run", |_| {}).is_err());
        assert_eq!(std::fs::read(&target).expect("there"), b"somebody's");
    }

    #[test]
    fn the_second_waits_is_told_who_holds_the_lock_and_then_gets_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first =
            MachineLock::take(&path, "the first run", |_| panic!("nobody holds it"))
                .expect("taken");
        let (told, hears) = mpsc::channel();
        let second = thread::spawn({
            let path = path.clone();
            move || {
                MachineLock::take(&path, "the second run", |who| {
                    told.send(who.to_owned()).expect("heard");
                })
                .is_ok()
            }
        });
        let who = hears.recv().expect("told");
        assert!(
            who.contains("the first run")
                && who.contains(&std::process::id().to_string()),
            "{who}"
        );
        drop(first);
        assert!(second.join().expect("no panic"));
    }
}
