//! `example`: the report of a small program, to show on a page.
//!
//! Each is made once for this build on this machine, and kept beside the reader's
//! own records: to build the book again runs none of them again.

use std::ffi::OsString;
use std::fs;

use anyhow::{Context as _, Result};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use host::environment::environment;
use record::Environment;
use record::machine::LOCAL;
use record::store::{self, Store};
use show::page;
use show::records::Stamp;

/// The programs by name: what each is given to the shell.
const EXAMPLES: [(&str, &str); 3] = [
    ("waits", "sleep 0.5"),
    ("computes", "yes > /dev/null & sleep 0.5; kill $!; wait"),
    ("mixed", "yes > /dev/null & sleep 0.4; kill $!; wait; sleep 0.4"),
];

/// What is printed instead of a report: where they are made.
const MACHINE: &str = "machine";

/// The command's name, help and flags.
pub fn command() -> Command {
    Command::new("example")
        .about("Print what `diagnose` says of a small program, as a page shows it, or where")
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .required(true)
                .value_parser(PossibleValuesParser::new(
                    EXAMPLES.map(|(name, _)| name).into_iter().chain([MACHINE]),
                ))
                .help("What the program does; `machine` prints whose numbers these are"),
        )
}

/// The report that is kept in these records, or that of a run, which is then kept.
pub fn text(matches: &ArgMatches, store: &Store) -> Result<String> {
    let name = matches.get_one::<String>("name").context("clap requires it")?;
    if name == MACHINE {
        return Ok(machine(&environment()).trim_end().to_owned());
    }
    let program = EXAMPLES.iter().find(|(known, _)| known == name);
    let (name, script) = program.context("clap knows them all")?;
    let folder = store.root().join(LOCAL).join(env!("CARGO_PKG_NAME"));
    let path = folder.join(format!("{name}.md"));
    let key = key(script);
    if let Some(report) = still_valid(fs::read_to_string(&path).ok().as_deref(), &key) {
        return Ok(report.trim_end().to_owned());
    }
    let words = ["sh", "-c", script].map(OsString::from);
    let report = diagnose::run(&words)?.markdown();
    store::replace(&path, format!("{key}\n{report}").as_bytes())?;
    Ok(report.trim_end().to_owned())
}

/// The box that says whose numbers these are, as the pages of experiments have one.
fn machine(here: &Environment) -> String {
    let facts = format!(
        "{}, {} of {} cores usable, {}, kernel {}, hypervisor {}.",
        here.cpu_model,
        here.cores_usable,
        here.cores_online,
        here.os,
        here.kernel,
        here.hypervisor
    );
    page::machine_box(
        "",
        "Whose numbers",
        "The machine that built this page",
        &facts,
        &[],
    )
}

/// What a report depends on, in a line: the program, this build, this machine.
fn key(script: &str) -> String {
    let here = environment();
    let build = std::env::current_exe().map(|path| Stamp::of(&path));
    format!(
        "{script}; {build:?}; {}, {} cores, kernel {}",
        here.cpu_model, here.cores_usable, here.kernel
    )
}

/// The report in a file whose first line is the key, if it is this key.
fn still_valid<'a>(file: Option<&'a str>, key: &str) -> Option<&'a str> {
    let (first, report) = file?.split_once('\n')?;
    (first == key).then_some(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_says_whose_numbers_these_are() {
        let here = environment();
        let shown = machine(&here);
        assert!(shown.contains(&format!("{} of", here.cores_usable)), "{shown}");
        assert!(shown.contains("aria-label=\"Whose numbers\""), "{shown}");
    }

    #[test]
    fn a_report_is_kept_for_the_same_program_build_and_machine_alone() {
        let here = key("sleep 0.5");
        let file = format!("{here}\nwaits\nfor long\n");
        assert_eq!(still_valid(Some(&file), &here), Some("waits\nfor long\n"));
        assert_eq!(still_valid(Some(&file), &key("sleep 0.6")), None);
        assert_eq!(still_valid(Some("damaged"), &here), None);
        assert_eq!(still_valid(None, &here), None);
    }
}
