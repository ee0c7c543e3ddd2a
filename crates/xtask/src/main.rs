//! The book's own commands. `cargo xtask --help` lists them.
//!
//! # Layout
//!
//! - `cli`: the command line
//! - `serve`, `exercises`, `test`, `accept`, `record`, `revalidate`, `new`, `edits`, `watched`, `draw`,
//!   `schema`: a file a command
//! - `chapters`: the chapters' crates, and running their binaries
//! - `cores`: confining what is recorded to some of the cores
//! - `tools`: mdBook and a browser, where they are installed
//! - `shell`: running programs

mod accept;
mod chapters;
mod cli;
mod cores;
mod draw;
mod edits;
mod exercises;
mod new;
mod record;
mod revalidate;
mod schema;
mod serve;
mod shell;
mod test;
mod tools;
mod watched;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    match enter().and_then(|()| cli::run(&matches)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the folder of the book the current one.
fn enter() -> Result<()> {
    let root = root()?;
    std::env::set_current_dir(&root)
        .with_context(|| format!("cannot enter {}", root.display()))
}

/// The folder of the book: this crate lies two below it.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).context("this crate was moved")?.to_owned())
}
