//! The command line of `diagnose`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use crate::report::{Delivery, Form};

/// What somebody asked for.
pub(crate) enum Ask {
    /// The verdicts' conditions.
    Thresholds,
    /// A report.
    Diagnose { subject: Subject, delivery: Delivery },
}

/// What to look at.
pub(crate) enum Subject {
    /// A program to run: its name and arguments.
    Program(Vec<OsString>),
    /// A process that runs already.
    Process { pid: i32, time: Duration },
}

/// The command's name, help and flags.
pub fn command() -> Command {
    Command::new("diagnose")
        .about("Run a program of yours and say whether it waits or computes")
        .long_about(
            "Run a program of yours, or watch one that runs, and say whether it waits or \
             computes, on how many cores, what to do about it, and what that can gain at \
             most on this machine.\n\n\
             The program's input, output and exit status are left alone. The report comes \
             on standard error, after the program has ended.",
        )
        .after_help(
            "Examples:\n  \
             diagnose -- ./my-program --its-own-flag input.txt\n  \
             diagnose --chart cores.svg -- sh -c 'make -j2 > log'\n  \
             diagnose --json --output report.json -- ./my-program\n  \
             diagnose --pid 4242 --for 30s\n\n\
             The exit status is the program's; 128 and the signal's number if a signal \
             ended it; 127 if there is no such program, and 126 if it cannot be executed.\n\n\
             Signals that another process sends to `diagnose` are handed on to the program. \
             `timeout` sends its own to both: let it have `--foreground`, and the program \
             gets it once.",
        )
        .arg(
            Arg::new("program")
                .value_name("PROGRAM")
                .num_args(1..)
                .trailing_var_arg(true)
                .value_parser(value_parser!(OsString))
                .help("The program, and its arguments"),
        )
        .arg(
            Arg::new("pid")
                .long("pid")
                .value_name("N")
                .allow_negative_numbers(true)
                .value_parser(value_parser!(i32).range(1..))
                .help("Watch this process and its descendants instead of running one"),
        )
        .arg(
            Arg::new("for")
                .long("for")
                .value_name("TIME")
                .requires("pid")
                .value_parser(duration)
                .default_value("10s")
                .help("How long to watch it; Ctrl-C ends it earlier"),
        )
        .arg(switch("json", "Write the report as JSON"))
        .arg(
            switch("markdown", "Write the report as Markdown, to paste somewhere")
                .conflicts_with("json"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write the report to a file, or with `-` to standard output"),
        )
        .arg(
            Arg::new("chart")
                .long("chart")
                .value_name("FILE.svg")
                .value_parser(value_parser!(PathBuf))
                .help("Draw the use of cores over time as SVG"),
        )
        .arg(switch("thresholds", "Print from what on a verdict is given, and exit"))
        .group(
            ArgGroup::new("subject")
                .args(["program", "pid", "thresholds"])
                .required(true),
        )
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// What was asked for.
pub(crate) fn ask(matches: &ArgMatches) -> Result<Ask> {
    if matches.get_flag("thresholds") {
        return Ok(Ask::Thresholds);
    }
    let form = match (matches.get_flag("json"), matches.get_flag("markdown")) {
        (true, _) => Form::Json,
        (_, true) => Form::Markdown,
        _ => Form::Text,
    };
    let path = |name| matches.get_one::<PathBuf>(name).cloned();
    let delivery = Delivery { form, output: path("output"), chart: path("chart") };
    let subject = if let Some(pid) = matches.get_one::<i32>("pid") {
        let time = matches.get_one("for").context("it has a default")?;
        Subject::Process { pid: *pid, time: *time }
    } else {
        let words = matches.get_many::<OsString>("program").unwrap_or_default();
        Subject::Program(words.cloned().collect())
    };
    Ok(Ask::Diagnose { subject, delivery })
}

/// `10s`, `500ms`, `2min`.
fn duration(text: &str) -> Result<Duration, String> {
    let unit_at =
        text.find(|letter: char| letter.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let seconds = match unit.trim() {
        "ms" => 1e-3,
        "s" => 1.0,
        "min" | "m" => 60.0,
        "h" => 3600.0,
        _ => {
            return Err(
                "a time has a number and a unit, such as 500ms, 10s or 2min".into()
            );
        }
    };
    let number: f64 =
        number.trim().parse().map_err(|_| format!("`{number}` is not a number"))?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(time) if time > Duration::ZERO => Ok(time),
        _ => Err("the time has to be more than 0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_a_unit_and_have_to_be_positive() {
        assert_eq!(duration("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(duration("1.5min"), Ok(Duration::from_secs(90)));
        for wrong in ["", "10", "s", "-1s", "0s", "1e400s", "NaNs", "10 parsecs"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn flags_after_the_program_are_the_programs() {
        let matches = command()
            .try_get_matches_from(["diagnose", "ls", "--json", "-la"])
            .expect("fits");
        assert!(!matches.get_flag("json"));
        let words: Vec<_> =
            matches.get_many::<OsString>("program").expect("given").collect();
        assert_eq!(words, ["ls", "--json", "-la"]);
    }

    #[test]
    fn there_has_to_be_something_to_look_at_and_only_one() {
        for wrong in [
            vec!["diagnose"],
            vec!["diagnose", "--pid", "1", "ls"],
            vec!["diagnose", "--pid", "0"],
        ] {
            assert!(command().try_get_matches_from(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_flag_that_there_is_not_is_no_program() {
        let wrong = command().try_get_matches_from(["diagnose", "--jsno", "ls"]);
        let error = wrong.expect_err("there is none").to_string();
        assert!(error.contains("--jsno") && error.contains("--json"), "{error}");
        let words = ["diagnose", "--", "--odd-name"];
        assert!(command().try_get_matches_from(words).is_ok());
    }
}
