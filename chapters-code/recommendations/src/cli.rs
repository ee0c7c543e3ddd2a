//! The command line, and what a page's directive of it prints.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use clap::{ArgMatches, Command};
use record::machine::MachineName;
use record::store::Store;
use show::{Format, Library, View, library};

use crate::query::Query;
use crate::{
    claims, decide, example, machines, pays, programs, records, verdicts, watched,
};

/// What a command prints of the records.
type Text = fn(&Query<'_>, &ArgMatches) -> Result<String>;

/// The commands that only read records.
const READING: [(fn() -> Command, Text); 8] = [
    (decide::command, decide::text),
    (pays::command, pays::text),
    (records::command, records::text),
    (machines::command, machines::text),
    (claims::command, claims::text),
    (verdicts::command, verdicts::text),
    (watched::command, watched::text),
    (thresholds, |_, _| Ok(diagnose::thresholds().trim_end().to_owned())),
];

/// Those of them that print JSON as well.
const IN_JSON: [&str; 2] = ["decide", "claims"];

fn thresholds() -> Command {
    Command::new("thresholds")
        .about("From where on `diagnose` gives each of its verdicts")
        .args(View::flags())
}

fn command() -> Command {
    Command::new(env!("CARGO_PKG_NAME"))
        .about("What to choose, from the records of the other chapters")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(show::command::charts())
        .subcommands(READING.map(|(command, _)| command()))
        .subcommand(example::command())
        .subcommand(programs::command())
}

/// The program. Errors go to standard error.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let result = match matches.subcommand() {
        Some(("program", matches)) => {
            programs::run(matches);
            Ok(ExitCode::SUCCESS)
        }
        Some((name, chosen)) => show::command::end_with_the_reader()
            .and_then(|()| print(name, chosen, matches.get_one::<PathBuf>("charts")))
            .map(|()| ExitCode::SUCCESS),
        None => Ok(ExitCode::FAILURE),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn print(name: &str, matches: &ArgMatches, charts: Option<&PathBuf>) -> Result<()> {
    let root = library::checkout()?;
    let store = Store::new(charts.cloned().unwrap_or_else(|| root.join("charts")));
    let text = if name == "example" {
        example::text(matches, &store)?
    } else {
        let library = Library::with_store(&root, store)?;
        reading(&library, name, matches, View::from_matches(innermost(matches)))?
    };
    println!("{text}");
    Ok(())
}

/// The matches that hold the flags of a view: some commands have commands of their own.
fn innermost(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| inner)
}

fn reading(
    library: &Library,
    name: &str,
    matches: &ArgMatches,
    view: View,
) -> Result<String> {
    let found = READING.iter().find(|(command, _)| command().get_name() == name);
    let Some((_, text)) = found else { bail!("there is no command `{name}`") };
    ensure!(
        view.format != Format::Json || IN_JSON.contains(&name),
        "`{name}` prints no JSON; {} do",
        IN_JSON.map(|name| format!("`{name}`")).join(" and ")
    );
    text(&Query { library, view }, matches)
}

/// What a command of this chapter prints on a page that shows this machine (or another,
/// where it has no record); `None` if it does more than read records.
pub fn answer(
    library: &Library,
    words: &str,
    machine: &MachineName,
) -> Option<Result<String>> {
    let words = shlex::split(words)?;
    let name = words.get(1)?;
    if words[0] != env!("CARGO_PKG_NAME")
        || !READING.iter().any(|(command, _)| command().get_name() == name)
    {
        return None;
    }
    Some(command().try_get_matches_from(&words).map_err(Into::into).and_then(
        |matches| {
            let (name, matches) = matches.subcommand().unwrap_or(("", &matches));
            reading(library, name, matches, View::of_page(Some(machine.clone())))
        },
    ))
}
