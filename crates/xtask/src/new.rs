//! `cargo xtask new`: skeletons whose tests pass.
//!
//! Each is worked out as a whole, from `templates/` and from what is there, before
//! anything is written.

mod changes;
mod chapter;
mod experiment;
mod insert;
mod strategy;
mod template;

use std::path::Path;

use anyhow::Result;

use crate::shell::{self, cargo};
use changes::Changes;

/// What to make.
#[derive(Clone, Debug)]
pub(crate) enum New {
    /// A row of a chapter's overview.
    Strategy { chapter: String, name: String },
    /// An experiment of a chapter.
    Experiment { chapter: String, name: String },
    /// A chapter with one experiment.
    Chapter { name: String },
}

/// Checks a name: a crate's, a page's and a row's alike.
pub(crate) fn name(text: &str) -> Result<String, String> {
    let is_word = |word: &str| {
        !word.is_empty()
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && text.len() <= 40 && text.split('-').all(is_word) {
        return Ok(text.to_owned());
    }
    Err("use lower-case words joined by hyphens, for example `async-bounded`"
        .to_owned())
}

pub(crate) fn new(what: &New) -> Result<()> {
    let changes = what.changes(Path::new("."))?;
    changes.write(Path::new("."))?;
    let crate_name = what.chapter();
    // A chapter that is new is not in Cargo.lock yet, which is written by any command.
    shell::run(
        cargo(["fmt", "--package", crate_name]).env("CARGO_TERM_QUIET", "true"),
    )?;
    print!("{changes}");
    println!(
        "\nNext: write over what the files marked `TODO` say, then\n  \
         cargo test -p {crate_name}     # the skeleton passes already\n  \
         cargo xtask accept             # the outline of the page\n  \
         cargo xtask serve              # its numbers, measured here"
    );
    Ok(())
}

impl New {
    /// The chapter that is changed or made.
    fn chapter(&self) -> &str {
        match self {
            Self::Strategy { chapter, .. } | Self::Experiment { chapter, .. } => {
                chapter
            }
            Self::Chapter { name } => name,
        }
    }

    /// What to write in the checkout at `root`.
    fn changes(&self, root: &Path) -> Result<Changes> {
        match self {
            Self::Strategy { chapter, name } => strategy::changes(root, chapter, name),
            Self::Experiment { chapter, name } => {
                experiment::changes(root, chapter, name)
            }
            Self::Chapter { name } => chapter::changes(root, name),
        }
    }
}

#[cfg(test)]
mod tests;
