//! Why a program was not run, and what to do about it.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use nix::errno::Errno;

/// Why there is nothing to report on a program.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct LaunchError {
    /// The exit status that shells give: 127 if there is no such program, 126 if it
    /// cannot be executed; 1 if the fault is ours.
    pub status: u8,
    message: String,
}

impl LaunchError {
    /// A fault that is not the program's.
    pub(crate) fn ours(message: String) -> Self {
        Self { status: 1, message }
    }

    /// Why this program could not be started.
    pub(crate) fn starting(program: &OsStr, error: &io::Error) -> Self {
        let shown = program.display();
        let is_path = program.as_bytes().contains(&b'/');
        let (status, why) = match error.kind() {
            ErrorKind::NotFound if which::which(program).is_ok() => (
                127,
                "the interpreter that its first line names, or the loader that it was linked \
                 for, is not there"
                    .to_owned(),
            ),
            ErrorKind::NotFound if is_path => {
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
