//! The mdBook preprocessor of this book.
//!
//! mdBook runs it, as `book.toml` says, with the book on standard input. It
//! builds the chapters' binaries, measures what is stale, and replaces each
//! directive, such as `<!-- cmdrun io-bound show overview chart -->`, by what
//! its command prints. The directives are those of `mdbook-cmdrun`, whose
//! library runs them; its binary does not speak mdBook 0.5's protocol. What
//! that library lets pass, a failing command above all, fails the build here,
//! with file, line, command and standard error.
//!
//! # Layout
//!
//! - [`mode`]: measure what is stale, never, or always
//! - [`includes`]: missing files and anchors, which mdBook lets pass
//! - [`directives`]: where the directives are
//! - [`chapters`]: building the chapters and measuring
//! - [`expand`]: running the directives
//! - [`supervise`]: one directive's command, with a deadline

mod chapters;
mod directives;
mod expand;
mod includes;
mod mode;
mod supervise;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::mode::Mode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    // What is not UTF-8 is no word of ours, and is refused below.
    let words: Vec<&str> =
        arguments.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    let result = match words[..] {
        ["supports", "html"] => Ok(()),
        ["supports", _] => return ExitCode::FAILURE,
        [supervise::COMMAND, command, report, seconds] => {
            supervise::run(command, report, seconds)
        }
        [] => preprocess(),
        _ => Err(anyhow::anyhow!(
            "this is a preprocessor: mdBook runs it; try `mdbook build`"
        )),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn preprocess() -> Result<()> {
    let (context, mut book) = mdbook_preprocessor::parse_input(io::stdin())?;
    let mode = Mode::from_environment()?;
    let includes = includes::problems(&context, &book);
    refuse(
        &includes,
        "file or anchor cannot",
        "files or anchors cannot",
        "be included",
    )?;
    let malformed = directives::malformed(&context, &book);
    refuse(&malformed, "directive cannot", "directives cannot", "be run")?;
    let found = directives::in_book(&context, &book);
    let chapters = chapters::named_by(&found, &context.root)?;
    let built = chapters::build(&chapters, &context.root)?;
    let machine = match mode {
        Mode::Never => setting(&context, "recorded")?.context(
            "book.toml: [preprocessor.chapters] names no `recorded` machine",
        )?,
        Mode::Stale | Mode::Always => {
            chapters::measure(&built, mode)?;
            "local".to_owned()
        }
    };
    let deadline = match setting::<u64>(&context, "deadline-seconds")? {
        Some(seconds) => Duration::from_secs(seconds),
        None => Duration::from_secs(60),
    };
    let surroundings = expand::Surroundings {
        path: chapters::search_path(&built)?,
        machine,
        deadline,
    };
    let failures = expand::all(&mut book, &context, &found, &surroundings)?;
    refuse(&failures, "directive", "directives", "failed")?;
    serde_json::to_writer(io::stdout(), &book).context("mdBook does not listen")
}

/// A key of `[preprocessor.chapters]` in `book.toml`.
fn setting<'de, T: serde::Deserialize<'de>>(
    context: &PreprocessorContext,
    key: &str,
) -> Result<Option<T>> {
    context
        .config
        .get(&format!("preprocessor.chapters.{key}"))
        .with_context(|| format!("book.toml: `{key}`"))
}

/// Fails with all the problems, counted, if there are any.
fn refuse(problems: &[String], one: &str, many: &str, what: &str) -> Result<()> {
    let number = problems.len();
    let subject = if number == 1 { one } else { many };
    ensure!(number == 0, "{number} {subject} {what}:\n{}", problems.join("\n"));
    Ok(())
}

/// The chapters that come from a file, in the book's order.
fn pages(book: &Book) -> impl Iterator<Item = &Chapter> {
    book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) if chapter.source_path.is_some() => Some(chapter),
        _ => None,
    })
}
