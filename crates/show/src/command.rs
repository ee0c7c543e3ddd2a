//! The command line of `show`, and its answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, Result};
use clap::builder::{EnumValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};
use record::machine::MachineName;
use signal_hook::consts::SIGPIPE;

use crate::library::{ChapterEntry, Library};
use crate::parts::What;
use crate::view::View;

/// Ends this process from now on, as other programs end, when whatever reads what it
/// prints is gone (`show overview rounds | head`). Rust ignores the signal that says so,
/// and `println!` panics.
pub fn end_with_the_reader() -> Result<()> {
    let always = Arc::new(AtomicBool::new(true));
    signal_hook::flag::register_conditional_default(SIGPIPE, always)?;
    Ok(())
}

/// `--charts`, of every program that reads records.
pub fn charts() -> Arg {
    Arg::new("charts")
        .long("charts")
        .value_name("DIR")
        .value_parser(value_parser!(PathBuf))
        .env("BOOK_CHARTS")
        .global(true)
        .help("The folder of records [default: the book's `charts`]")
}

/// The command, with the experiments of a chapter.
pub fn command(experiments: &[String]) -> Command {
    Command::new("show")
        .about("Print one part of an experiment's record, as the book's pages do")
        .arg(
            Arg::new("experiment")
                .value_name("EXPERIMENT")
                .required(true)
                .value_parser(PossibleValuesParser::new(experiments)),
        )
        .arg(
            Arg::new("what")
                .value_name("WHAT")
                .required(true)
                .value_parser(EnumValueParser::<What>::new()),
        )
        .arg(Arg::new("key").value_name("KEY").help(
            "The claim's id for `claim`; a figure's name for `chart`, `grid` and `timeline`; \
             columns for `measures`, separated by commas; for `number` \
             a setting, ROW/STATISTIC, ROW/METRIC, ROW/SETTING, GROUP/serial or \
             ROW/OTHER/METRIC",
        ))
        .args(View::flags())
}

/// What the command prints, without the last newline.
pub fn answer(
    library: &Library,
    chapter: &str,
    matches: &ArgMatches,
    view: &View,
) -> Result<String> {
    let experiment =
        matches.get_one::<String>("experiment").context("clap requires it")?;
    let what = *matches.get_one::<What>("what").context("clap requires it")?;
    let key = matches.get_one::<String>("key").map(String::as_str);
    library.part(chapter, experiment, what, key, view)
}

impl Library {
    /// What a command of a chapter's `show` prints on a page that shows this machine
    /// (or another, where it has no record); `None` if it is no such command.
    pub fn answer(
        &self,
        command: &str,
        machine: &MachineName,
    ) -> Option<Result<String>> {
        let words = shlex::split(command)?;
        let [chapter, show, ..] = &words[..] else { return None };
        if show != "show" {
            return None;
        }
        let chapter = self.chapters().iter().find(|entry| entry.name == *chapter)?;
        Some(self.show(chapter, &words[1..], machine))
    }

    fn show(
        &self,
        chapter: &ChapterEntry,
        words: &[String],
        machine: &MachineName,
    ) -> Result<String> {
        let matches = command(&chapter.experiments).try_get_matches_from(words)?;
        let mut view = View::of_page(Some(machine.clone()));
        let asked = View::from_matches(&matches);
        if matches.contains_id("format") || asked.format == crate::Format::Json {
            view.format = asked.format;
        }
        if asked.strictly {
            view = View { format: view.format, ..asked };
        }
        answer(self, &chapter.name, &matches, &view)
    }
}
