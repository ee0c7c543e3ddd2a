//! The book's own commands. `cargo xtask --help` lists them.
//!
//! # Layout
//!
//! - `serve`, `test`, `record`: a file a command
//! - `cores`: confining what is recorded to some of the cores
//! - `tools`: mdBook and a browser, found or installed
//! - `shell`: running programs

mod cores;
mod record;
mod serve;
mod shell;
mod test;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

const HELP: &str = "\
The commands of the book.

Usage: cargo xtask <COMMAND>

Commands:
  serve [ARGS]   Measure on this machine what is stale, and open the book; a page
                 reloads when its prose, its code or its numbers change.
                 ARGS go to `mdbook serve`, for example `--port 4000`
  test           Everything that is checked: format, lints, docs, tests, the
                 book's build, and its pages in a real browser
  record NAME [CHAPTER[/EXPERIMENT]...] [--cores N]
                 Measure every chapter, or these parts, with the full profile, and
                 keep the results as the machine NAME under charts/; with --cores on
                 that many of the cores only. Refuses noisy runs and uncommitted
                 changes
  draw           Draw the charts of every machine's records again
  schema         Write book/record.schema.json anew from the types

Environment:
  BOOK_MEASURE   what a build of the book measures: `stale` (the default), `never`
                 (it shows the recorded machine), `always`
  CHROME         the browser that `test` uses, if it is not on PATH";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    std::env::set_current_dir(root()?)?;
    match words[..] {
        ["serve", ref rest @ ..] => serve::serve(rest),
        ["test"] => test::test(),
        ["record", ref rest @ ..] => record::record(&record::Wanted::parse(rest)?),
        ["draw"] => record::draw(),
        ["schema"] => schema(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("there is no command `{}`\n\n{HELP}", words.join(" ")),
    }
}

/// The folder of the book: this crate lies two below it.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).context("this crate was moved")?.to_owned())
}

fn schema() -> Result<()> {
    let schema =
        shell::cargo(["run", "--quiet", "--package", "record", "--example", "schema"])
            .output()?;
    shell::check("the schema's example", schema.status)?;
    Ok(std::fs::write("book/record.schema.json", schema.stdout)?)
}
