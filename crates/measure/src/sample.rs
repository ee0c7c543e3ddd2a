//! The child's side of a sample.

use std::io::Write as _;
use std::time::Instant;

use anyhow::{Context as _, Result};
use record::{Failure, FailureKind, Measured, Outcome, Settings};

use crate::counters::{self, Counters};
use crate::experiment::{Strategy, Work};

/// Prepares a strategy, times its work, and prints the outcome on standard
/// output as one line of JSON. A strategy that fails is an outcome too; an
/// error is returned only where there is nobody to tell.
pub fn run(strategy: &Strategy, settings: &Settings) -> Result<()> {
    die_with_the_parent();
    let outcome = match strategy.prepare(settings).and_then(time) {
        Ok(measured) => Outcome::Ok(measured),
        Err(error) => Outcome::Failed(Failure {
            kind: FailureKind::Error,
            message: format!("{error:#}"),
        }),
    };
    let mut line = serde_json::to_vec(&outcome)?;
    line.push(b'\n');
    std::io::stdout().write_all(&line).context("the harness does not listen")
}

/// Times work: the clock is started last and stopped first, so that nothing of
/// the harness falls inside.
pub fn time(mut work: Work) -> Result<Measured> {
    let before = Counters::now()?;
    let clock = Instant::now();
    let answer = work()?;
    let wall = clock.elapsed();
    let counted = Counters::now()?.since(before);
    Ok(Measured {
        wall_ns: wall.as_nanos() as u64,
        user_ns: counted.user_ns,
        system_ns: counted.system_ns,
        voluntary_switches: counted.voluntary_switches,
        involuntary_switches: counted.involuntary_switches,
        peak_rss_bytes: counters::peak_rss_bytes(),
        // Nobody can count this from inside without disturbing it.
        peak_threads: None,
        peak_open_files: None,
        answer: answer.value,
        own: answer
            .own
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    })
}

/// No sample outlives a harness that was killed.
fn die_with_the_parent() {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
}
