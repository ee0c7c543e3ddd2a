//! `example`: the report of a small program, to show on a page.
//!
//! Each is made once for this build on this machine, and kept beside the reader's
//! own records: to build the book again runs none of them again.

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

/// One of [`crate::programs`], and on which numbers of cores it is tried; run alone
/// without.
struct Example {
    name: &'static str,
    cores: Option<&'static str>,
}

const EXAMPLES: [Example; 5] = [
    Example { name: "requests", cores: None },
    Example { name: "lock", cores: None },
    Example { name: "stuck", cores: None },
    Example { name: "neighbours", cores: Some("1,2") },
    Example { name: "apart", cores: Some("1,2") },
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
                    EXAMPLES.map(|example| example.name).into_iter().chain([MACHINE]),
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
    let example = EXAMPLES.iter().find(|known| known.name == name);
    let example = example.context("clap knows them all")?;
    let folder = store.root().join(LOCAL).join(env!("CARGO_PKG_NAME"));
    let path = folder.join(format!("{name}.md"));
    let key = key(name);
    if let Some(report) = still_valid(fs::read_to_string(&path).ok().as_deref(), &key) {
        return Ok(report.trim_end().to_owned());
    }
    let report = example.report()?;
    store::replace(&path, format!("{key}\n{report}").as_bytes())?;
    Ok(report.trim_end().to_owned())
}

impl Example {
    /// What `diagnose` says of it, as Markdown.
    fn report(&self) -> Result<String> {
        let own = std::env::current_exe().context("where is this program?")?;
        let words = [own.into_os_string(), "program".into(), self.name.into()];
        let shown = format!("target/release/recommendations program {}", self.name);
        let text = match self.cores {
            None => diagnose::run_as(&words, &shown)?.text(),
            Some(_) if environment().cores_usable < 2 => {
                return Ok("There is one core here: nothing to compare.\n".to_owned());
            }
            Some(cores) => diagnose::compare_cores(&words, &shown, cores)?,
        };
        // As it looks in a terminal.
        Ok(format!("```text\n{text}```\n"))
    }
}

/// The box that says whose numbers these are, as the pages of experiments have one.
fn machine(here: &Environment) -> String {
    let facts = format!("{}, hypervisor {}.", page::hardware(here), here.hypervisor);
    let whose = "The machine that built this page";
    page::machine_box(&[], "", "Whose numbers", whose, &facts, &[])
}

/// What a report depends on, in a line: the program, this build, this machine.
fn key(name: &str) -> String {
    let here = environment();
    let build = std::env::current_exe().map(|path| Stamp::of(&path));
    format!(
        "{name}; {build:?}; {}, {} cores, kernel {}",
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
        let here = key("lock");
        let file = format!("{here}\nwaits\nfor long\n");
        assert_eq!(still_valid(Some(&file), &here), Some("waits\nfor long\n"));
        assert_eq!(still_valid(Some(&file), &key("stuck")), None);
        assert_eq!(still_valid(Some("damaged"), &here), None);
        assert_eq!(still_valid(None, &here), None);
    }
}
