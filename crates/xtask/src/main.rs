//! The book's own commands. `cargo xtask --help` lists them.
//!
//! # Layout
//!
//! - `serve`, `test`, `record`, `draw`, `schema`: a file a command
//! - `chapters`: the chapters' crates, and running their binaries
//! - `cores`: confining what is recorded to some of the cores
//! - `tools`: mdBook and a browser, found or installed
//! - `shell`: running programs

mod chapters;
mod cores;
mod draw;
mod record;
mod schema;
mod serve;
mod shell;
mod test;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};

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
    let arguments = std::env::args_os().skip(1).map(|word| {
        word.into_string().map_err(|word| anyhow!("`{}` is not UTF-8", word.display()))
    });
    let arguments: Vec<String> = arguments.collect::<Result<_>>()?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    std::env::set_current_dir(root()?)?;
    match words[..] {
        ["serve", ref rest @ ..] => serve::serve(rest),
        ["test"] => test::test(),
        ["record", ref rest @ ..] => record::record(&record::Wanted::parse(rest)?),
        ["draw"] => draw::draw(),
        ["schema"] => schema::schema(),
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
