//! Running a directive's command: mdbook-cmdrun runs a shell, the shell runs our
//! supervisor, and that runs the command.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use mdbook_cmdrun::CmdRun;
use which::which_in;

use crate::stamp;
use crate::supervise::{self, Report};

/// What commands find around them.
pub(crate) struct Surroundings {
    /// Where the chapters' binaries are.
    pub(crate) release: PathBuf,
    /// Their `PATH`.
    pub(crate) path: OsString,
    /// The machine whose records they show.
    pub(crate) machine: String,
    /// How long each may take.
    pub(crate) deadline: Duration,
    /// This program.
    pub(crate) program: PathBuf,
}

impl Surroundings {
    /// Runs `command` in `folder` and returns what it prints.
    pub(crate) fn run(&self, command: &str, folder: &Path) -> Result<String> {
        if command.starts_with('-') {
            bail!("flags of cmdrun are not used here: every failure fails the build");
        }
        let report = tempfile::NamedTempFile::new()
            .context("cannot make a temporary file")?
            .into_temp_path();
        let seconds = self.deadline.as_secs().to_string();
        let words = [
            &self.program.to_string_lossy(),
            supervise::COMMAND,
            command,
            &report.to_string_lossy(),
            &seconds,
        ];
        let line = format!(
            "PATH={} BOOK_MACHINE={} {}",
            quoted(&self.path.to_string_lossy())?,
            quoted(&self.machine)?,
            shlex::try_join(words)?,
        );
        let text = CmdRun::run_cmdrun(line, &folder.to_string_lossy(), false)?;
        let report: Report = serde_json::from_slice(&fs::read(&report)?)
            .context("its command could not be started")?;
        match report.failure {
            None => Ok(text),
            Some(failure) => bail!("{failure}\n{}", indented(&report.stderr)),
        }
    }

    /// A number that changes with the program and with every file that `command`
    /// names: what its output depends on, as far as can be known.
    pub(crate) fn state(&self, command: &str, folder: &Path) -> u64 {
        let words = shlex::split(command).unwrap_or_default();
        let program = words.first();
        let program =
            program.and_then(|word| which_in(word, Some(&self.path), folder).ok());
        let named = words.iter().skip(1).map(|word| folder.join(word));
        let files: Vec<PathBuf> = program
            .into_iter()
            .chain(named.filter(|file| file.exists()))
            .chain([folder.to_owned()])
            .collect();
        stamp::of_files(files.iter().map(PathBuf::as_path))
    }
}

/// A word that the shell leaves as it is.
fn quoted(word: &str) -> Result<String> {
    Ok(shlex::try_quote(word)?.into_owned())
}

fn indented(text: &str) -> String {
    text.trim_end()
        .lines()
        .map(|line| format!("    {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
