//! `cargo xtask bench-edits`: what an edit costs, by making it.
//!
//! - `undo`: puts back what was edited, also on Ctrl-C
//! - `served`: a book that is served, and the events that its pages listen to
//! - `table`: the times, beside what is aimed at
//! - `fresh`: from a clone to the first page, and to all numbers

mod fresh;
mod served;
mod table;
mod undo;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::shell::{self, cargo};
use crate::{chapters, tools};
use served::Served;
use table::Table;
use undo::Undo;

/// What to time.
pub(crate) struct Options {
    /// How often each edit is made.
    pub(crate) times: usize,
    /// Whether a fresh clone is timed, too.
    pub(crate) fresh_clone: bool,
}

/// A page whose first sentence is edited.
const PAGE: &str = "book/glossary.md";
/// The data file whose first claim is edited.
const DATA: &str = "chapters-code/io-bound/src/overview.toml";
/// The strategy whose code is edited.
const STRATEGY: &str = "chapters-code/io-bound/src/strategies/sequential.rs";
/// Whose experiments run it.
const CHAPTER: &str = "io-bound";
/// The records of that chapter on this machine, which the edit makes anew.
const RECORDS: &str = "charts/local/io-bound";

pub(crate) fn bench(options: &Options) -> Result<()> {
    let undo = Undo::listen()?;
    let mut table = Table::default();
    pages(options.times, &undo, &mut table)?;
    serve(options.times, &undo, &mut table)?;
    strategy(&undo, &mut table)?;
    if options.fresh_clone {
        fresh::clone(&mut table)?;
    }
    print!("{table}");
    Ok(())
}

/// A sentence and a claim, each followed by a build of the book.
fn pages(times: usize, undo: &Undo, table: &mut Table) -> Result<()> {
    eprintln!("The book is built once first, which measures what is stale.");
    let mdbook = tools::mdbook();
    let build = || match &mdbook {
        Some(mdbook) => {
            let mut build = Command::new(mdbook);
            build.arg("build");
            build
        }
        None => cargo(["run", "--quiet", "--package", "book", "--", "build"]),
    };
    let how = if mdbook.is_some() { "mdbook build" } else { "book build" };
    shell::run(&mut build())?;
    let taken = edited(times, undo, PAGE, sentence, || quietly(&mut build()))?;
    table.add(&format!("a sentence edited, `{how}`"), taken, Some(0.8));
    let taken = edited(times, undo, DATA, claim, || quietly(&mut build()))?;
    table.add(&format!("a claim edited, `{how}`"), taken, Some(0.8));
    let Some(mdbook) = mdbook else {
        table.note("plain mdBook beside it: left out, no mdBook 0.5 on PATH");
        return Ok(());
    };
    let plain = Path::new("target/bench-edits/plain");
    undo.remove_at_the_end(plain)?;
    without_preprocessor(plain)?;
    let page = plain.join(PAGE);
    let page = page.to_str().context("a path that is not UTF-8")?;
    let prose = edited(times, undo, page, sentence, || {
        quietly(Command::new(&mdbook).arg("build").arg(plain))
    })?;
    table.add("the same prose without our preprocessor, `mdbook build`", prose, None);
    undo.now()
}

/// A sentence and a claim, each from its being saved to the event that reloads its page.
fn serve(times: usize, undo: &Undo, table: &mut Table) -> Result<()> {
    shell::run(&mut cargo(["build", "--quiet", "--package", "book"]))?;
    let mut book = Command::new(shell::beside_us("book")?);
    let mut served =
        Served::start(book.args(["serve", "--no-measure", "--port", "0"]))?;
    served.open("glossary.html")?;
    let taken = edited(times, undo, PAGE, sentence, || served.reload())?;
    table.add("a sentence edited, from save to reload, `book serve`", taken, Some(0.5));
    served.open("io-bound.html")?;
    let taken = edited(times, undo, DATA, claim, || served.reload())?;
    table.add("a claim edited, from save to reload, `book serve`", taken, Some(0.5));
    Ok(())
}

/// A line of a strategy: to compile it, and to measure the experiments that run it.
fn strategy(undo: &Undo, table: &mut Table) -> Result<()> {
    eprintln!(
        "Measuring what is stale of {CHAPTER}, so that the edit is all that there is."
    );
    let build = || cargo(["build", "--quiet", "--release", "--package", CHAPTER]);
    shell::run(&mut build())?;
    chapters::output(CHAPTER, &["run"])?;
    undo.keep(Path::new(STRATEGY))?;
    undo.keep_folder(Path::new(RECORDS))?;
    let text = fs::read_to_string(STRATEGY)?;
    let began = Instant::now();
    fs::write(STRATEGY, line(&text).context("no function to edit")?)?;
    shell::run(&mut build())?;
    let compiled = began.elapsed();
    let listed = chapters::output(CHAPTER, &["list", "--json"])?;
    let stale = serde_json::from_str::<Vec<serde_json::Value>>(&listed)?;
    let is_stale = |one: &&serde_json::Value| {
        one["stale"].as_array().is_some_and(|all| !all.is_empty())
    };
    let stale = stale.iter().filter(is_stale).count();
    chapters::output(CHAPTER, &["run"])?;
    table.add("a line of a strategy edited: compiled", vec![compiled], None);
    table.add(
        &format!("compiled, and the {stale} experiments that run it measured"),
        vec![began.elapsed()],
        Some(30.0),
    );
    undo.now()
}

/// Makes an edit as often as this, and times what follows each.
fn edited(
    times: usize,
    undo: &Undo,
    file: &str,
    edit: impl Fn(&str, usize) -> String,
    mut follow: impl FnMut() -> Result<()>,
) -> Result<Vec<Duration>> {
    undo.keep(Path::new(file))?;
    let original =
        fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
    let mut times_taken = Vec::new();
    for round in 0..times {
        fs::write(file, edit(&original, round))?;
        let began = Instant::now();
        follow()?;
        times_taken.push(began.elapsed());
    }
    undo.now()?;
    // The next edit begins with a book that is up to date.
    follow()?;
    Ok(times_taken)
}

fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().context("cannot build the book")?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "the build failed:\n{stderr}");
    Ok(())
}

/// Another word in the first paragraph.
fn sentence(page: &str, round: usize) -> String {
    format!("{}\n\nEdited {} so far.\n", page.trim_end(), words(round))
}

/// A word that is no number: none may be typed in prose.
fn words(round: usize) -> String {
    vec!["once"; round + 1].join(" and ")
}

/// Another word in the first claim.
fn claim(data: &str, round: usize) -> String {
    let word = format!(", edited {}.\"\nof = ", words(round));
    data.replacen(".\"\nof = ", &word, 1)
}

/// A statement that does nothing, at the head of the first function.
fn line(rust: &str) -> Option<String> {
    let function = rust.find("pub fn ")?;
    let body = function + rust[function..].find("{\n")? + 2;
    Some(format!("{}    let _edited = ();\n{}", &rust[..body], &rust[body..]))
}

/// The book's prose alone, as a book of its own.
fn without_preprocessor(folder: &Path) -> Result<()> {
    copy(Path::new("book"), &folder.join("book"))?;
    let config = fs::read_to_string("book.toml")?;
    let begin =
        config.find("[preprocessor").context("book.toml has no preprocessor")?;
    let end = config.find("[output").context("book.toml has no output")?;
    let config = format!("{}{}", &config[..begin], &config[end..]);
    Ok(fs::write(folder.join("book.toml"), config)?)
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::read_to_string(root.join(path)).expect("readable")
    }

    #[test]
    fn every_edit_finds_its_place() {
        for (path, edit) in
            [(PAGE, sentence as fn(&str, usize) -> String), (DATA, claim)]
        {
            let text = read(path);
            assert_ne!(edit(&text, 0), text, "{path}");
            assert_ne!(edit(&text, 0), edit(&text, 1), "{path}");
        }
        let rust = read(STRATEGY);
        assert!(line(&rust).expect("a function").contains("_edited"));
    }
}
