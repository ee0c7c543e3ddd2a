//! mdBook in this process: one build, or one after the other for the server.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::Preprocessor;

/// Where the script and the style of the strip are: only a served book has them.
const LIVE: [(&str, &str); 2] = [
    ("output.html.additional-js", "book/theme/live.js"),
    ("output.html.additional-css", "book/theme/live.css"),
];

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
    render(root, config, preprocessor)
}

/// The configuration, as plain mdBook reads it.
fn config(root: &Path) -> Result<Config> {
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.update_from_env()?;
    Ok(config)
}

fn render(
    root: &Path,
    config: Config,
    preprocessor: impl Preprocessor + 'static,
) -> Result<()> {
    let mut book = MDBook::load_with_config(root, config)?;
    book.with_preprocessor(preprocessor);
    book.build()
}

/// The versions of the pages, by their paths: a page's version changes when what a
/// reader would see of it changes.
pub(crate) type Versions = BTreeMap<String, u64>;

/// Builds the book again and again, by turns in two folders, so that no reader ever
/// meets half a book.
pub(crate) struct Builder {
    root: PathBuf,
    folders: [PathBuf; 2],
    number: u64,
    versions: Versions,
}

impl Builder {
    /// Builds under `folder`.
    pub(crate) fn new(root: &Path, folder: &Path) -> Self {
        Self {
            root: root.to_owned(),
            folders: ["a", "b"].map(|name| folder.join(name)),
            number: 0,
            versions: Versions::new(),
        }
    }

    /// Builds once. Returns the folder and what changed against the build before.
    pub(crate) fn build(
        &mut self,
        preprocessor: impl Preprocessor + 'static,
    ) -> Result<(PathBuf, Versions)> {
        let number = self.number + 1;
        let [before, now] = [self.number, number]
            .map(|number| &self.folders[usize::from(number % 2 == 0)]);
        let mut config = config(&self.root)?;
        config.build.build_dir.clone_from(now);
        // With names that do not change, a page changes only with what it says.
        config.set("output.html.hash-files", false)?;
        for (key, file) in LIVE {
            let mut files: Vec<PathBuf> = config.get(key)?.unwrap_or_default();
            if self.root.join(file).is_file() {
                files.push(file.into());
            }
            config.set(key, files)?;
        }
        render(&self.root, config, preprocessor)?;
        let mut versions = Versions::new();
        let old = (self.number > 0).then_some(before.as_path());
        let all_changed = compare(now, old, &self.versions, number, &mut versions)
            .context("cannot compare the pages with those of the build before")?;
        if all_changed {
            for version in versions.values_mut() {
                *version = number;
            }
        }
        self.number = number;
        self.versions.clone_from(&versions);
        Ok((now.clone(), versions))
    }
}

/// Gives each page in `now` the version that it had if it is the same in `before`,
/// else `number`. Returns whether a style or a script changed, which all pages have.
fn compare(
    now: &Path,
    before: Option<&Path>,
    known: &Versions,
    number: u64,
    versions: &mut Versions,
) -> Result<bool> {
    let mut all_changed = false;
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(now.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
                continue;
            }
            let kind = path.extension().unwrap_or_default();
            let is_page = kind == "html";
            // The index of the search changes with every word on any page.
            let is_index =
                entry.file_name().to_string_lossy().starts_with("searchindex");
            if !is_page && (is_index || (kind != "css" && kind != "js")) {
                continue;
            }
            let is_same = before.is_some_and(|before| {
                fs::read(before.join(&path)).ok() == fs::read(now.join(&path)).ok()
            });
            if is_page {
                let page = path.to_string_lossy().replace('\\', "/");
                let version = known.get(&page).filter(|_| is_same).copied();
                versions.insert(page, version.unwrap_or(number));
            } else {
                all_changed |= !is_same;
            }
        }
    }
    Ok(all_changed)
}
