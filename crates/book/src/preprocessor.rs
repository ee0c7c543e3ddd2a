//! The preprocessor `chapters` of `book.toml`, in two forms: one that measures
//! first, for a build, and one that shows what there is, for the server.

use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use record::machine::LOCAL;

use crate::cache::Cache;
use crate::checkout::Checkout;
use crate::command::Surroundings;
use crate::expand::{Directives, Shown};
use crate::measure;
use crate::mode::Mode;
use crate::numbers::{self, Numbers};

/// Its name in `book.toml`.
pub(crate) const NAME: &str = "chapters";

/// Measures what `BOOK_MEASURE` says, then expands the directives.
pub(crate) struct Measuring {
    /// Where.
    pub(crate) checkout: Checkout,
    /// What may be measured.
    pub(crate) mode: Mode,
}

impl Preprocessor for Measuring {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let directives = Directives::find(context, &book)?;
        let mut numbers = numbers::open(&self.checkout.root)?;
        let machine = machine(self.mode, &context.config)?;
        if measure::all(&self.checkout, self.mode, &*numbers)? {
            numbers = numbers::open(&self.checkout.root)?;
        }
        let surroundings = surroundings(&self.checkout, &context.config, machine)?;
        let cache = Mutex::new(Cache::open(&self.checkout.root));
        directives.fill(&mut book, &*numbers, &surroundings, &cache)?;
        save(&cache);
        Ok(book)
    }
}

/// Expands the directives with the records that there are. Who builds the pages saves the
/// cache, after they are shown.
#[derive(Clone)]
pub(crate) struct Showing {
    pub(crate) checkout: Checkout,
    pub(crate) mode: Mode,
    pub(crate) numbers: Arc<dyn Numbers>,
    pub(crate) cache: Arc<Mutex<Cache>>,
    /// The experiments that each page showed last.
    pub(crate) shown: Arc<Mutex<Shown>>,
}

impl Preprocessor for Showing {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let directives = Directives::find(context, &book)?;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = directives.shown();
        let machine = machine(self.mode, &context.config)?;
        let surroundings = surroundings(&self.checkout, &context.config, machine)?;
        directives.fill(&mut book, &*self.numbers, &surroundings, &self.cache)?;
        Ok(book)
    }
}

/// Speaks mdBook's protocol: the book as JSON on standard input, and again on standard
/// output.
pub(crate) fn run() -> Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(io::stdin())?;
    let mode = Mode::from_environment()?;
    let measuring = Measuring { checkout: Checkout::at(&context.root)?, mode };
    let book = measuring.run(&context, book)?;
    let mut output = io::BufWriter::new(io::stdout());
    serde_json::to_writer(&mut output, &book)
        .map_err(io::Error::from)
        .and_then(|()| output.flush())
        .context("mdBook does not read what its preprocessor answers")
}

/// The machine whose records the pages show.
fn machine(mode: Mode, config: &Config) -> Result<String> {
    match mode {
        Mode::Never => setting(config, "recorded")?.context(
            "book.toml: [preprocessor.chapters] names no `recorded` machine; name a folder of charts/",
        ),
        Mode::Stale | Mode::Always => Ok(LOCAL.to_owned()),
    }
}

fn surroundings(
    checkout: &Checkout,
    config: &Config,
    machine: String,
) -> Result<Surroundings> {
    let seconds = setting(config, "deadline-seconds")?.unwrap_or(60);
    Ok(Surroundings {
        release: checkout.release.clone(),
        path: checkout.search_path()?,
        machine,
        deadline: Duration::from_secs(seconds),
        program: checkout.program.clone(),
    })
}

/// A key of `[preprocessor.chapters]` in `book.toml`.
fn setting<'de, T: serde::Deserialize<'de>>(
    config: &Config,
    key: &str,
) -> Result<Option<T>> {
    config
        .get(&format!("preprocessor.{NAME}.{key}"))
        .with_context(|| format!("book.toml: `{key}`"))
}

/// A cache that cannot be written costs the next build time, and no more.
pub(crate) fn save(cache: &Mutex<Cache>) {
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(error) = cache.save() {
        eprintln!("warning: {error:#}");
    }
}
