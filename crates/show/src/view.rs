//! Whose records are shown, and in which format.

use std::io::IsTerminal as _;

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

/// Whose records are shown, and in which format.
#[derive(Clone, Debug)]
pub struct View {
    /// The machine asked for, if one was.
    pub machine: Option<MachineName>,
    /// Whether only its record will do.
    pub strictly: bool,
    /// Whether it is for a page, which says in its place what is missing.
    pub is_page: bool,
    /// How it is printed.
    pub format: Format,
}

impl View {
    /// What a page shows: this machine's record, else another's. Of what is new,
    /// somebody else's machine may have the only one.
    pub fn of_page(machine: Option<MachineName>) -> Self {
        Self { machine, strictly: false, is_page: true, format: Format::Page }
    }

    /// The flags, for a command that shows something. A page gives the machine in the
    /// environment, as `BOOK_MACHINE`.
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
                .help("The same as --format json, for what is printed as JSON"),
        ]
    }

    /// What these flags ask for.
    pub fn from_matches(matches: &ArgMatches) -> Self {
        let format = matches.get_one("format").copied().unwrap_or_else(|| {
            if std::io::stdout().is_terminal() { Format::Text } else { Format::Page }
        });
        let machine = matches.get_one::<MachineName>("machine").cloned();
        let by_page = matches.value_source("machine") == Some(ValueSource::EnvVariable);
        Self {
            strictly: machine.is_some() && !by_page,
            is_page: by_page,
            machine,
            format: if matches.get_flag("json") { Format::Json } else { format },
        }
    }

    /// The machines whose record would do, the best first.
    pub fn candidates(&self, store: &Store) -> std::io::Result<Vec<MachineName>> {
        let first = self.machine.clone().unwrap_or_else(MachineName::local);
        if self.strictly {
            return Ok(vec![first]);
        }
        let others = store.recorded_machines()?.into_iter();
        let others = others.filter(|machine| *machine != first).collect::<Vec<_>>();
        Ok(std::iter::once(first).chain(others).collect())
    }
}
