//! The command line of `show`, and its answer.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::builder::{EnumValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::library::Library;
use crate::parts::What;
use crate::view::View;

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
