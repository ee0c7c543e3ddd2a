//! The checkout that the book is made from, and the programs that make it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// A checkout of the book.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// Its folder: the one with `book.toml`.
    pub root: PathBuf,
    /// Cargo.
    pub cargo: OsString,
    /// The folder that Cargo puts the chapters' binaries in.
    pub release: PathBuf,
    /// This program, which supervises directives' commands.
    pub program: PathBuf,
}

impl Checkout {
    /// The one at `root`, with the Cargo and the target folder of the environment.
    pub fn at(root: &Path) -> Result<Self> {
        let root = std::path::absolute(root)?;
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        Ok(Self {
            cargo: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            release: root.join(target).join("release"),
            program: env::current_exe().context("cannot find this program's file")?,
            root,
        })
    }

    /// `cargo build --release` of some chapters. It writes messages in `format` to
    /// standard output, a JSON object a line, and how far it is to standard error.
    pub(crate) fn build<'a>(
        &self,
        chapters: impl IntoIterator<Item = &'a str>,
        format: &str,
    ) -> Command {
        let mut command = Command::new(&self.cargo);
        command.current_dir(&self.root);
        command.args(["build", "--release", "--message-format", format]);
        for chapter in chapters {
            command.args(["--package", chapter]);
        }
        command
    }

    /// The `PATH` on which directives find the chapters by their bare names.
    pub(crate) fn search_path(&self) -> Result<OsString> {
        let path = env::var_os("PATH").unwrap_or_default();
        let rest = env::split_paths(&path);
        env::join_paths([self.release.clone()].into_iter().chain(rest))
            .context("a folder's name holds the separator of PATH")
    }
}
