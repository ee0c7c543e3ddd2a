//! The program as it was built in one of the ways, to be run.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use measure::{Answer, environment};
use record::Settings;

use super::builds;

/// How many threads the program is told to use.
pub(super) enum Threads {
    /// One.
    One,
    /// One for each usable core.
    PerCore,
}

/// A build of the program, and what it is to count.
pub(super) struct Built {
    program: PathBuf,
    compiling: Duration,
    /// `FROM`, `TO` and `THREADS`.
    arguments: [u64; 3],
}

impl Built {
    /// The program that was built in this way, for these settings.
    pub(super) fn prepare(
        settings: &Settings,
        build: &str,
        threads: &Threads,
    ) -> Result<Self> {
        let (program, compiling) = builds::program(settings, build)?;
        let threads = match threads {
            Threads::One => 1,
            Threads::PerCore => environment::cores_usable(),
        };
        let arguments = [settings.count("from")?, settings.count("to")?, threads];
        Ok(Self { program, compiling, arguments })
    }

    /// Runs it, as a process of its own, and takes its answer.
    pub(super) fn run(&self) -> Result<Answer> {
        let arguments = self.arguments.map(|number| number.to_string());
        let output = Command::new(&self.program).args(arguments).output()?;
        ensure!(output.status.success(), "the program ended with {}", output.status);
        let primes: u64 = String::from_utf8(output.stdout)?
            .trim()
            .parse()
            .context("the program printed no number")?;
        let compiling_ns = self.compiling.as_nanos() as u64;
        Ok(Answer::from(primes).with("compiling_ns", compiling_ns))
    }
}
