//! Running the directives, a few at a time, and putting what they print in
//! their places.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use mdbook_cmdrun::CmdRun;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem};

use crate::directives::Directive;
use crate::supervise::{self, Report};

/// What the commands find around them.
pub(crate) struct Surroundings {
    /// Their `PATH`.
    pub(crate) path: OsString,
    /// The machine whose records they show.
    pub(crate) machine: String,
    /// How long each may take.
    pub(crate) deadline: Duration,
}

/// Replaces every directive by what its command prints. Returns what failed.
pub(crate) fn all(
    book: &mut Book,
    context: &PreprocessorContext,
    directives: &[Directive],
    surroundings: &Surroundings,
) -> Result<Vec<String>> {
    let reports = tempfile::tempdir().context("cannot make a temporary folder")?;
    let sources = context.root.join(&context.config.book.src);
    let queue = Mutex::new(directives.iter().enumerate());
    let printed = Mutex::new(vec![None; directives.len()]);
    let work = || {
        loop {
            let Some((index, directive)) =
                queue.lock().expect("no worker panicked").next()
            else {
                return;
            };
            let report = reports.path().join(index.to_string());
            let outcome = run(directive, &sources, surroundings, &report);
            printed.lock().expect("no worker panicked")[index] = Some(outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let printed = printed.into_inner().expect("no worker panicked");
    let mut failures = Vec::new();
    let mut replaced = Vec::new();
    for (directive, outcome) in directives.iter().zip(printed.into_iter().flatten()) {
        match outcome {
            Ok(text) => replaced.push((directive, text)),
            Err(failure) => failures.push(format!(
                "{}: `{}`: {failure}",
                directive.place, directive.command
            )),
        }
    }
    book.for_each_mut(|item| {
        let BookItem::Chapter(chapter) = item else {
            return;
        };
        // From the end, so that the ranges before stay valid.
        for (directive, text) in replaced.iter().rev() {
            if chapter.source_path.as_ref() == Some(&directive.page) {
                chapter.content.replace_range(directive.range.clone(), text);
            }
        }
    });
    Ok(failures)
}

/// Runs one directive: mdbook-cmdrun runs the shell, the shell runs our
/// supervisor, and that runs the command, because cmdrun knows no deadline and
/// drops the exit status and standard error.
fn run(
    directive: &Directive,
    sources: &Path,
    surroundings: &Surroundings,
    report: &Path,
) -> Result<String, String> {
    if directive.command.starts_with('-') {
        return Err("flags of cmdrun are not used here: every failure fails the build"
            .to_owned());
    }
    let folder = sources.join(&directive.page);
    let folder = folder.parent().unwrap_or(sources);
    let us = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = format!(
        "PATH={} BOOK_MACHINE={} {} {} {} {} {}",
        quoted(&surroundings.path.to_string_lossy()),
        quoted(&surroundings.machine),
        quoted(&us.to_string_lossy()),
        supervise::COMMAND,
        quoted(&directive.command),
        quoted(&report.to_string_lossy()),
        surroundings.deadline.as_secs(),
    );
    let text = CmdRun::run_cmdrun(command, &folder.to_string_lossy(), directive.inline)
        .map_err(|error| format!("{error:#}"))?;
    let report =
        fs::read(report).map_err(|_| "its command could not be started".to_owned())?;
    let report: Report =
        serde_json::from_slice(&report).map_err(|error| error.to_string())?;
    match report.failure {
        None => Ok(text),
        Some(failure) => Err(format!("{failure}\n{}", indented(&report.stderr))),
    }
}

/// A word that the shell leaves as it is.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn indented(text: &str) -> String {
    text.trim_end()
        .lines()
        .map(|line| format!("    {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
