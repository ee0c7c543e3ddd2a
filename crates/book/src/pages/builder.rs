//! The builds of a server. A whole build is by turns in two folders, so that no
//! reader ever meets half a book. A quick one renders the pages whose text changed,
//! and puts them into the folder of the last build: the search and the page with the
//! whole book know of the change after the next whole one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use mdbook_driver::MDBook;
use mdbook_html::HtmlHandlebars;
use mdbook_preprocessor::Preprocessor;
use mdbook_renderer::{RenderContext, Renderer};

use super::search;
use super::versions::{self, Versions};

/// Where the script and the style of the strip are: only a served book has them.
const LIVE: [(&str, &str); 2] = [
    ("output.html.additional-js", "book/theme/live.js"),
    ("output.html.additional-css", "book/theme/live.css"),
];

/// How much is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The pages whose text changed, if nothing else did.
    Changed,
    /// Everything.
    Whole,
}

/// A build.
pub(crate) struct Built {
    /// Where it is.
    pub(crate) folder: PathBuf,
    /// The versions of its pages.
    pub(crate) versions: Versions,
    /// How much of it is new.
    pub(crate) extent: Extent,
}

/// Builds the book again and again.
pub(crate) struct Builder {
    root: PathBuf,
    folder: PathBuf,
    /// How often it was built.
    number: u64,
    last: Option<Last>,
}

/// What the last build was made of, where it is, and what its pages' versions are.
struct Last {
    book: RenderContext,
    folder: PathBuf,
    versions: Versions,
}

impl Builder {
    /// Builds under `folder`.
    pub(crate) fn new(root: &Path, folder: &Path) -> Self {
        let (root, folder) = (root.to_owned(), folder.to_owned());
        Self { root, folder, number: 0, last: None }
    }

    /// Builds once.
    pub(crate) fn build(
        &mut self,
        preprocessor: impl Preprocessor + 'static,
        extent: Extent,
    ) -> Result<Built> {
        let book = self.load(preprocessor)?;
        let number = self.number + 1;
        let changed = self.last.as_ref().filter(|_| extent == Extent::Changed);
        let changed = changed.and_then(|last| changed_pages(&last.book, &book));
        let built = if let (Some(changed), Some(last)) = (changed, &self.last) {
            let mut versions = last.versions.clone();
            for page in self.quick(&book, &changed, &last.folder)? {
                versions.insert(page, number);
            }
            Built { folder: last.folder.clone(), versions, extent: Extent::Changed }
        } else {
            let folder = self.other_folder();
            render(&book, &folder)?;
            search::thin_out(&folder)?;
            let last = self.last.as_ref();
            let last = last.map(|last| (last.folder.as_path(), &last.versions));
            let versions = versions::compare(&folder, last, number)
                .context("cannot compare the pages with those of the build before")?;
            Built { folder, versions, extent: Extent::Whole }
        };
        self.number = number;
        let Built { folder, versions, .. } = &built;
        let (folder, versions) = (folder.clone(), versions.clone());
        self.last = Some(Last { book, folder, versions });
        Ok(built)
    }

    /// The book as the preprocessors leave it.
    fn load(&self, preprocessor: impl Preprocessor + 'static) -> Result<RenderContext> {
        let mut config = super::config(&self.root)?;
        // With names that do not change, a page changes only with what it says.
        config.set("output.html.hash-files", false)?;
        for (key, file) in LIVE {
            let mut files: Vec<PathBuf> = config.get(key)?.unwrap_or_default();
            if self.root.join(file).is_file() {
                files.push(file.into());
            }
            config.set(key, files)?;
        }
        let mut book = MDBook::load_with_config(&self.root, config)?;
        let taken = Taking::default();
        book.with_preprocessor(preprocessor).with_renderer(taken.clone());
        book.build()?;
        let mut taken = taken.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.take().context("book.toml names another renderer than html")
    }

    /// The folder that the last build is not in.
    fn other_folder(&self) -> PathBuf {
        let [a, b] = ["a", "b"].map(|name| self.folder.join(name));
        let is_in = |folder: &Path| {
            self.last.as_ref().is_some_and(|last| last.folder == *folder)
        };
        if is_in(&a) { b } else { a }
    }

    /// Renders the `changed` pages into `folder`, and returns their names there.
    fn quick(
        &self,
        book: &RenderContext,
        changed: &BTreeSet<PathBuf>,
        folder: &Path,
    ) -> Result<BTreeSet<String>> {
        let mut quick = book.clone();
        quick.book.for_each_chapter_mut(|chapter| {
            if !chapter.path.as_ref().is_some_and(|path| changed.contains(path)) {
                chapter.content.clear();
            }
        });
        let aside = self.folder.join("changed");
        render(&quick, &aside)?;
        let mut names: BTreeSet<String> = changed
            .iter()
            .map(|path| versions::name(&path.with_extension("html")))
            .collect();
        // The first page is there a second time.
        let first = book.book.chapters().find_map(|chapter| chapter.path.as_ref());
        if first.is_some_and(|first| changed.contains(first)) {
            names.insert("index.html".to_owned());
        }
        for name in &names {
            // In one piece, for whoever reads it now.
            fs::rename(aside.join(name), folder.join(name)).with_context(|| {
                format!("cannot put {name} into {}", folder.display())
            })?;
        }
        Ok(names)
    }
}

fn render(book: &RenderContext, folder: &Path) -> Result<()> {
    let mut book = book.clone();
    folder.clone_into(&mut book.config.build.build_dir);
    folder.clone_into(&mut book.destination);
    HtmlHandlebars::new().render(&book)
}

/// The pages whose text is not the same in `old` and `new`; `None` if none is, or if
/// anything else differs.
fn changed_pages(
    old: &RenderContext,
    new: &RenderContext,
) -> Option<BTreeSet<PathBuf>> {
    let is_alike =
        (&old.config, &old.chapter_titles) == (&new.config, &new.chapter_titles);
    let mut changed = BTreeSet::new();
    let (mut old, mut new) = (old.book.iter(), new.book.iter());
    loop {
        use mdbook_driver::book::BookItem::Chapter;
        match (old.next(), new.next()) {
            (None, None) => {
                return (is_alike && !changed.is_empty()).then_some(changed);
            }
            (Some(Chapter(old)), Some(Chapter(new))) => {
                let is_same_place =
                    (&old.name, &old.path, &old.number, &old.parent_names)
                        == (&new.name, &new.path, &new.number, &new.parent_names);
                if !is_same_place || old.sub_items.len() != new.sub_items.len() {
                    return None;
                }
                if old.content != new.content {
                    changed.extend(new.path.clone());
                }
            }
            (old, new) if old == new => {}
            _ => return None,
        }
    }
}

/// A renderer that takes the book, to be rendered in our own ways.
#[derive(Clone, Default)]
struct Taking(Arc<Mutex<Option<RenderContext>>>);

impl Renderer for Taking {
    fn name(&self) -> &'static str {
        "html"
    }

    fn render(&self, book: &RenderContext) -> Result<()> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(book.clone());
        Ok(())
    }
}
