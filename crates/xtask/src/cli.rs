//! The command line. Without clap's derive, which would double what has to be compiled
//! before the first page is seen.

use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::new::New;
use crate::record::{Part, Wanted};
use crate::{
    accept, draw, edits, exercises, new, record, revalidate, schema, serve, test,
    watched,
};

const ENVIRONMENT: &str = "\
Environment:
  BOOK_MEASURE       what a build of the book measures: `stale` (the default), `never`
                     (it shows the recorded machine) or `always`
  BOOK_DATABASE_URL  a PostgreSQL for the tests that need one
  PYTHON             the interpreters that run the Python programs of `coming-from-python`:
                     commands, with colons between them; without it, `python3`
  CHROME             the browser that `test` uses, if it is not on PATH
  CI                 if set, tests whose tool is missing fail instead of being skipped";

/// Does what the command line says. On a wrong one, or `--help`, it prints what clap
/// has to say and exits.
pub(crate) fn run(matches: &ArgMatches) -> Result<()> {
    match matches.subcommand() {
        Some(("serve", of)) => serve::serve(&texts(of, "arguments")),
        Some(("exercises", of)) => exercises::exercises(&texts(of, "arguments")),
        Some(("test", _)) => test::test(),
        Some(("accept", _)) => accept::accept(),
        Some(("record", of)) => record::record(&wanted(of)),
        Some(("revalidate", of)) => revalidate::revalidate(&text(of, "name")),
        Some(("new", of)) => match of.subcommand() {
            Some((kind, of)) => new::new(&skeleton(kind, of)?),
            None => bail!("`new` wants `strategy`, `experiment` or `chapter`"),
        },
        Some(("bench-edits", of)) => edits::bench(&edits::Options {
            times: number(of, "times").unwrap_or(5),
            fresh_clone: of.get_flag("fresh-clone"),
        }),
        Some(("bench-watched", of)) => watched::bench(
            number(of, "pairs").unwrap_or(10),
            of.get_one::<String>("name"),
        ),
        Some(("draw", _)) => draw::draw(),
        Some(("schema", _)) => schema::schema(),
        _ => bail!("there is no such command: `cargo xtask --help` lists them"),
    }
}

/// The commands and their flags.
pub(crate) fn command() -> Command {
    Command::new("cargo xtask")
        .about("The commands of the book")
        .after_help(ENVIRONMENT)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("serve")
                .about("Open the book, and measure what is stale while it is read")
                .disable_help_flag(true)
                .arg(passed_on(
                    "Passed on, for example `--port 4000`; `--help` lists them",
                )),
        )
        .subcommand(
            Command::new("exercises")
                .about("Lead through the exercises: show the next, and check it on each save")
                .disable_help_flag(true)
                .arg(passed_on(
                    "Passed on: `list`, `hint`, `solution`, ...; `--help` lists them",
                )),
        )
        .subcommand(Command::new("test").about(
            "Check everything: format, lints, docs, tests, the book, its pages in a browser",
        ))
        .subcommand(
            Command::new("accept")
                .about("Accept the pages' outlines as they are now, where a change is meant"),
        )
        .subcommand(record_command())
        .subcommand(
            Command::new("revalidate")
                .about("Show that a change of crates/measure alone changes no number")
                .long_about(
                    "Show that a change of crates/measure alone changes no number: run a row of \
                     each kind in the build of before and in this one, in the same rounds. If \
                     every interval lies within 2 %, charts/NAME/equivalent.json says so, and \
                     the machine's records are current again.",
                )
                .arg(
                    Arg::new("name").value_name("NAME").required(true).help("The machine's name"),
                ),
        )
        .subcommand(
            Command::new("new")
                .about("Make a skeleton whose tests pass")
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(
                    Command::new("strategy")
                        .about("A strategy in a chapter's overview: file, row and listing")
                        .args([chapter(), name("Its key")]),
                )
                .subcommand(
                    Command::new("experiment")
                        .about("An experiment: two strategies, a claim, a figure and a page")
                        .args([chapter(), name("Its name")]),
                )
                .subcommand(
                    Command::new("chapter")
                        .about("A chapter: its crate with one experiment, and its page")
                        .arg(name("The name of the crate and of the page")),
                ),
        )
        .subcommand(
            Command::new("bench-edits")
                .about("Time what edits cost: make each, wait for it, put it back")
                .arg(
                    Arg::new("times")
                        .long("times")
                        .value_name("N")
                        .value_parser(value_parser!(u64).range(1..=100))
                        .default_value("5")
                        .help("How often each edit is made"),
                )
                .arg(flag("fresh-clone", "Time a fresh clone, too: minutes")),
        )
        .subcommand(
            Command::new("bench-watched")
                .about("Compare a measurement with its page open in Chromium and with none")
                .arg(
                    Arg::new("name")
                        .value_name("NAME")
                        .help("A machine: charts/NAME/watched.json keeps what came out"),
                )
                .arg(
                    Arg::new("pairs")
                        .long("pairs")
                        .value_name("N")
                        .value_parser(value_parser!(u64).range(6..=100))
                        .default_value("10")
                        .help("How often each is measured, in turn; an interval needs six"),
                ),
        )
        .subcommand(
            Command::new("draw").about("Draw the charts of every machine's records again"),
        )
        .subcommand(
            Command::new("schema").about("Write book/record.schema.json from the types"),
        )
}

fn record_command() -> Command {
    Command::new("record")
        .about("Measure this machine with the full profile, and keep the records by name")
        .long_about(
            "Measure this machine with the full profile, and keep the records by name.\n\n\
             Only what is stale is measured: records that are missing, not of the full \
             profile, or whose sources have changed. Noisy runs and uncommitted changes are \
             refused.",
        )
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .required(true)
                .help("The machine's name, which is its folder's under charts/"),
        )
        .arg(
            Arg::new("parts")
                .value_name("CHAPTER[/EXPERIMENT]")
                .num_args(0..)
                .value_parser(|text: &str| text.parse::<Part>())
                .help("These alone [default: every chapter]"),
        )
        .arg(
            Arg::new("cores")
                .long("cores")
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .help("Measure on this many of the cores (Linux)"),
        )
        .arg(flag("all", "Measure what is current, too").conflicts_with("check"))
        .arg(flag("check", "Measure nothing: list what is stale, and fail if anything is"))
}

fn wanted(matches: &ArgMatches) -> Wanted {
    Wanted {
        name: text(matches, "name"),
        parts: matches.get_many("parts").unwrap_or_default().cloned().collect(),
        cores: number(matches, "cores"),
        all: matches.get_flag("all"),
        check: matches.get_flag("check"),
    }
}

fn skeleton(kind: &str, matches: &ArgMatches) -> Result<New> {
    let name = text(matches, "name");
    Ok(match kind {
        "strategy" => New::Strategy { chapter: text(matches, "chapter"), name },
        "experiment" => New::Experiment { chapter: text(matches, "chapter"), name },
        "chapter" => New::Chapter { name },
        other => bail!("there is no `new {other}`"),
    })
}

fn chapter() -> Arg {
    Arg::new("chapter")
        .value_name("CHAPTER")
        .required(true)
        .help("The chapter, for example io-bound")
}

fn name(what: &str) -> Arg {
    Arg::new("name")
        .value_name("NAME")
        .required(true)
        .value_parser(new::name)
        .help(format!("{what}: lower-case words joined by hyphens"))
}

fn passed_on(help: &'static str) -> Arg {
    Arg::new("arguments")
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true)
        .help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// The text of an argument that is required.
fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).unwrap_or_default().cloned().collect()
}

fn number(matches: &ArgMatches, name: &str) -> Option<usize> {
    matches.get_one::<u64>(name).map(|number| *number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<ArgMatches, clap::Error> {
        command().try_get_matches_from(line.split(' '))
    }

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_the_near_one() {
        for (line, words) in [
            ("xtask reccord", "'record'"),
            ("xtask record", "<NAME>"),
            ("xtask record a --cores 0", "--cores"),
            ("xtask record a --al", "--all"),
            ("xtask record a --all --check", "--check"),
            ("xtask new strategi", "'strategy'"),
            ("xtask new chapter Upper", "lower-case"),
        ] {
            let error = parsed(line).expect_err(line).to_string();
            assert!(error.contains(words), "{line}: {error}");
        }
    }

    #[test]
    fn what_to_record_is_read_in_any_order() {
        let line = "xtask record --cores 1 one-core io-bound/tail cpu-bound --all";
        let all = parsed(line).expect("it makes sense");
        let (_, record) = all.subcommand().expect("record");
        let wanted = wanted(record);
        assert_eq!((wanted.name.as_str(), wanted.cores), ("one-core", Some(1)));
        assert_eq!(wanted.parts.len(), 2);
        assert!(wanted.all && !wanted.check);
    }

    #[test]
    fn what_follows_serve_is_passed_on_as_it_is() {
        let all = parsed("xtask serve --port 4000 --help").expect("it makes sense");
        let (_, serve) = all.subcommand().expect("serve");
        assert_eq!(texts(serve, "arguments"), ["--port", "4000", "--help"]);
    }
}
