//! The programs that a row's worker is: this one, or one beside it that has another
//! allocator. An allocator is chosen when a program is built, for all of it.

use std::cell::Cell;
use std::env;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use measure::{Answer, worker};
use nix::sys::resource::{UsageWho, getrusage};
use record::Settings;

use super::load::Task;
use super::worker::{READY, WORKER};

// The program uses it by its own name. Here it is named so that its version belongs to what
// the numbers depend on.
#[doc(no_inline)]
pub use mimalloc::MiMalloc;

/// A program that is nothing but a worker.
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// What it consists of.
    pub text: &'static str,
    /// What says which version of its allocator it has, where it is no dependency of ours.
    pub manifest: Option<&'static str>,
}

/// The one with jemalloc: a package of its own, since not every folder can build it.
pub const JEMALLOC: Program = Program {
    name: "cpu-bound-jemalloc",
    text: include_str!("../../jemalloc/src/main.rs"),
    manifest: Some(include_str!("../../jemalloc/Cargo.toml")),
};

/// The one with mimalloc.
pub const MIMALLOC: Program = Program {
    name: "cpu-bound-mimalloc",
    text: include_str!("../bin/cpu-bound-mimalloc.rs"),
    manifest: None,
};

/// Has them built: `cargo run` builds the program that it runs, and none beside it.
/// `cargo test` builds all that this package has.
pub fn build() -> Result<()> {
    let Some(cargo) = env::var_os("CARGO").filter(|_| !cfg!(debug_assertions)) else {
        return Ok(());
    };
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--release", "--package", "cpu-bound", "--bins"]);
    if has_jemalloc() {
        build.args(["--package", JEMALLOC.name]);
        build.args(["--features", "cpu-bound-jemalloc/jemalloc"]);
    }
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).status();
    let is_built = built.context("cannot start cargo")?.success();
    ensure!(
        is_built,
        "cargo could not build the programs with other allocators: see above"
    );
    Ok(())
}

/// Whether jemalloc can be built where this program is: its C build refuses a folder with
/// a space in its path. Without optimisation, only if it has been.
pub fn has_jemalloc() -> bool {
    let us = env::current_exe().unwrap_or_default();
    !us.to_string_lossy().contains(char::is_whitespace)
        && (!cfg!(debug_assertions) || us.with_file_name(JEMALLOC.name).is_file())
}

/// A worker that is ready.
pub struct Started(Cell<Option<Child>>);

impl Started {
    /// Starts the worker of a row, and waits until it is ready.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let us = env::current_exe()?;
        let mut command = match settings.optional_text("program")? {
            Some(program) => Command::new(us.with_file_name(program)),
            None => Command::new(us),
        };
        if settings.optional_text("program")?.is_none() {
            command.args(["helper", WORKER]);
        }
        if let Some(tunables) = settings.optional_text("tunables")? {
            command.env("GLIBC_TUNABLES", tunables);
        }
        let mut worker = command
            .args(Task::of(settings)?.arguments())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| {
                format!(
                    "{} does not start: `cargo run --release -p cpu-bound` builds it",
                    command.get_program().display()
                )
            })?;
        let mut line = [0; READY.len() + 1];
        let output = worker.stdout.as_mut().context("its output is a pipe")?;
        output.read_exact(&mut line).context("the worker ended before it was ready")?;
        Ok(Self(Cell::new(Some(worker))))
    }

    /// Lets it work, and waits until it has ended. How often it touched memory that was
    /// not there yet is counted from its start.
    pub fn finish(&self) -> Result<Answer> {
        let before = faults()?;
        let worker = self.0.take().context("a worker works once")?;
        let answer = Answer::from(worker::number(worker)?);
        Ok(answer.with("faults", faults()? - before))
    }
}

/// The page faults of all processes that were waited for: getrusage(2).
fn faults() -> Result<u64> {
    let faults = getrusage(UsageWho::RUSAGE_CHILDREN)?.minor_page_faults();
    Ok(faults.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_differ_in_nothing_but_their_allocator() {
        let neutral = |text: &str, words: [&str; 3]| {
            words.iter().fold(text.to_owned(), |text, word| text.replace(word, "…"))
        };
        assert_eq!(
            neutral(JEMALLOC.text, ["tikv_jemallocator", "Jemalloc", "jemalloc"]),
            neutral(MIMALLOC.text, ["mimalloc", "MiMalloc", "mimalloc"])
        );
    }
}
