//! mdBook in this process: one build, or one after the other for the server.
//!
//! # Layout
//!
//! - `builder`: builds for the server, quick ones and whole ones
//! - `search`: the index of the search, made smaller
//! - `versions`: which pages a reader would see changed

mod builder;
mod search;
mod versions;

use std::path::Path;

use anyhow::Result;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::Preprocessor;

pub(crate) use builder::{Builder, Built, Extent};
pub(crate) use versions::Versions;

/// Builds the book at `root` with `preprocessor` in the place of the one that
/// `book.toml` names, in `folder` or where `book.toml` says.
pub(crate) fn build(
    root: &Path,
    preprocessor: impl Preprocessor + 'static,
    folder: Option<&Path>,
) -> Result<()> {
    let mut config = config(root)?;
    if let Some(folder) = folder {
        config.build.build_dir = std::path::absolute(folder)?;
    }
    let mut book = MDBook::load_with_config(root, config)?;
    book.with_preprocessor(preprocessor);
    book.build()?;
    search::thin_out(&book.build_dir_for("html"))
}

/// The configuration, as plain mdBook reads it.
fn config(root: &Path) -> Result<Config> {
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.update_from_env()?;
    Ok(config)
}
