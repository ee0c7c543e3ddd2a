//! Why a program was not run, in words that say what to do about it.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use nix::errno::Errno;

/// Why there is nothing to report, with the exit status that shells give where the
/// program could not be run.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) status: u8,
    pub(crate) message: String,
}

impl Refused {
    /// Why this program could not be started.
    pub(crate) fn starting(program: &OsStr, error: &io::Error) -> Self {
        let shown = program.display();
        let (status, why) = match error.kind() {
            ErrorKind::NotFound if found(program).is_some() => (
                127,
                "the interpreter that its first line names, or the loader that it was linked \
                 for, is not there"
                    .to_owned(),
            ),
            ErrorKind::NotFound if is_path(program) => {
                (127, "there is no such file; check the path".to_owned())
            }
            ErrorKind::NotFound => (
                127,
                format!(
                    "there is no program of that name on your PATH; give a path, such as \
                     ./{shown}"
                ),
            ),
            ErrorKind::PermissionDenied if Path::new(program).is_dir() => {
                (126, "it is a folder".to_owned())
            }
            ErrorKind::PermissionDenied => {
                (126, "it is not executable; `chmod +x` makes it so".to_owned())
            }
            _ if error.raw_os_error() == Some(Errno::ENOEXEC as i32) => (
                126,
                format!(
                    "it is neither a program for this machine nor a script that names its \
                     interpreter; if it is one for the shell, add `#!/bin/sh` as its first \
                     line, or run `sh {shown}`"
                ),
            ),
            _ => (126, error.to_string()),
        };
        Self { status, message: format!("cannot run `{shown}`: {why}") }
    }
}

fn is_path(program: &OsStr) -> bool {
    program.as_bytes().contains(&b'/')
}

/// The file of a program, whether or not it can be run.
fn found(program: &OsStr) -> Option<PathBuf> {
    let folders = if is_path(program) {
        vec![PathBuf::new()]
    } else {
        std::env::split_paths(&std::env::var_os("PATH")?).collect()
    };
    let mut files = folders.into_iter().map(|folder| folder.join(program));
    files.find(|file| file.is_file())
}
