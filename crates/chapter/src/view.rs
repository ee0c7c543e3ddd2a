//! Whose records are shown, and how: what `show` and a chapter's own commands
//! have in common.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::builder::EnumValueParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};
use record::machine::MachineName;
use record::store::Store;

/// How something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Markdown with marks in HTML, as the book's pages have it.
    Page,
    /// Plain text.
    Text,
    /// JSON.
    Json,
}

/// Whose records are shown, and how.
#[derive(Clone, Debug)]
pub struct View {
    /// The folder of records.
    pub store: Store,
    /// The machine asked for, if one was.
    pub machine: Option<MachineName>,
    /// Whether only its record will do.
    pub strictly: bool,
    /// How it is printed.
    pub format: Format,
}

impl View {
    /// The flags, for a command that shows something. A page of the book gives
    /// the machine in the environment, as `BOOK_MACHINE`.
    pub fn flags() -> [Arg; 3] {
        [
            Arg::new("machine")
                .long("machine")
                .value_name("NAME")
                .env("BOOK_MACHINE")
                .value_parser(|name: &str| name.parse::<MachineName>())
                .help(
                    "Whose record: `local`, or a folder under charts \
                     [default: local where there is one]",
                ),
            Arg::new("format")
                .long("format")
                .value_parser(EnumValueParser::<Format>::new())
                .help("[default: text on a terminal, page elsewhere]"),
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("The same as --format json"),
        ]
    }

    /// What these flags ask for.
    pub fn from_matches(matches: &ArgMatches) -> Result<Self> {
        let format = matches.get_one("format").copied().unwrap_or_else(|| {
            if std::io::stdout().is_terminal() { Format::Text } else { Format::Page }
        });
        let machine = matches.get_one::<MachineName>("machine").cloned();
        let by_page = matches.value_source("machine") == Some(ValueSource::EnvVariable);
        Ok(Self {
            store: store(matches)?,
            strictly: machine
                .as_ref()
                .is_some_and(|machine| machine.is_local() || !by_page),
            machine,
            format: if matches.get_flag("json") { Format::Json } else { format },
        })
    }

    /// The machines whose record would do, the best first: the one asked for, else
    /// the reader's own; then the recorded ones, unless a flag asked for one. A page
    /// that asks for a recorded machine shows another where that one has no record:
    /// of what is new, somebody else's machine may have the only one.
    pub fn candidates(&self) -> Result<Vec<MachineName>> {
        let first = self.machine.clone().unwrap_or_else(MachineName::local);
        if self.strictly {
            return Ok(vec![first]);
        }
        let recorded = self
            .store
            .recorded_machines()
            .with_context(|| format!("cannot list {}", self.store.root().display()))?;
        let others = recorded.into_iter().filter(|machine| *machine != first);
        Ok(std::iter::once(first.clone()).chain(others).collect())
    }
}

/// The folder asked for; else the book's, around the working directory or,
/// failing that, around the sources that this was built from.
pub(crate) fn store(matches: &ArgMatches) -> Result<Store> {
    if let Some(folder) = matches.get_one::<PathBuf>("charts") {
        return Ok(Store::new(folder));
    }
    Ok(Store::new(book()?.join("charts")))
}

/// The folder of the book, around the working directory or, failing that, around
/// the sources that this was built from.
pub fn book() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the working directory is gone")?;
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_book = |folder: &&Path| {
        folder.join("book.toml").is_file() && folder.join("charts").is_dir()
    };
    here.ancestors()
        .chain(built.ancestors())
        .find(is_book)
        .map(Path::to_owned)
        .context(
            "no book here: run this within a checkout of the book, or name a folder with --charts",
        )
}
