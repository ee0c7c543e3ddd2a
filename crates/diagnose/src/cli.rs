//! The command line.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{
    ArgGroup, ArgMatches, CommandFactory as _, FromArgMatches as _, Parser,
    value_parser,
};
use evidence::quantity::time;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Serialize;

use crate::attach::Attached;
use crate::delivery::Delivery;
use crate::experiment::{self, Experiment, Outcomes, Setting};
use crate::report::Report;
use crate::{launch, proc, verdict};

const LONG_ABOUT: &str = "\
Run a program of yours, or watch one that runs, and say whether it waits or computes, on \
how many cores, what to do about it, and what that can gain at most on this machine.

The program's input, output and exit status are left alone. The report comes on standard \
error, after the program has ended.

With --cores, --env or --values it runs several times with each setting, in turn, with \
empty input: what is compared are runs side by side, and every ratio has an interval.";

const AFTER_HELP: &str = "\
Examples:
  diagnose -- ./my-program --its-own-flag input.txt
  diagnose --chart cores.svg -- sh -c 'make -j2 > log'
  diagnose --json --output report.json -- ./my-program
  diagnose --pid 4242 --for 30s
  diagnose --cores 1,2,all -- ./my-program
  diagnose --env THREADS=1,2,4,8 -- ./my-program
  diagnose --values 1,2,4,8 -- make -j{} -B

The exit status is the program's; 128 and the signal's number if a signal ended it; 127 if \
there is no such program, and 126 if it cannot be executed.

Signals that another process sends to `diagnose` are forwarded to the program. `timeout` \
sends its own to both: let it have `--foreground`, and the program gets it once.";

/// Run a program of yours and say whether it waits or computes
#[derive(Parser)]
#[command(
    name = "diagnose",
    long_about = LONG_ABOUT,
    after_help = AFTER_HELP,
    group = ArgGroup::new("subject").args(["program", "pid", "thresholds", "schema"]).required(true)
)]
struct Cli {
    /// The program, and its arguments
    #[arg(value_name = "PROGRAM", num_args = 1.., trailing_var_arg = true)]
    program: Vec<OsString>,

    /// Watch this process and its descendants instead of running one
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = value_parser!(i32).range(1..)
    )]
    pid: Option<i32>,

    /// How long to watch it; Ctrl-C ends it earlier
    #[arg(
        long = "for",
        value_name = "TIME",
        requires = "pid",
        value_parser = duration,
        default_value = "10s"
    )]
    time: Duration,

    /// Run it again and again on so many cores, and compare: 1,2,all
    #[arg(long, value_name = "LIST", group = "settings", conflicts_with_all = ["pid", "thresholds", "schema"])]
    cores: Option<String>,

    /// The same, with values of a variable of its environment
    #[arg(long, value_name = "NAME=VALUES", group = "settings", conflicts_with_all = ["pid", "thresholds", "schema"])]
    env: Option<String>,

    /// The same, with values that take the place of {} in its arguments
    #[arg(long, value_name = "VALUES", group = "settings", conflicts_with_all = ["pid", "thresholds", "schema"])]
    values: Option<String>,

    /// How often it runs with each
    #[arg(
        long,
        value_name = "N",
        requires = "settings",
        value_parser = value_parser!(u32).range(1..=1000),
        default_value_t = experiment::RUNS
    )]
    runs: u32,

    #[command(flatten)]
    delivery: Delivery,

    /// Print the threshold of each verdict, and exit
    #[arg(long)]
    thresholds: bool,

    /// Print the JSON schema of what --json writes, and exit
    #[arg(long)]
    schema: bool,
}

/// The command's name, help and flags.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Diagnoses what the arguments of [`command`] say, and writes to these two streams. The
/// status is the program's that was run.
///
/// Fails if a process cannot be watched, or a report cannot be written.
pub fn run(
    matches: &ArgMatches,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<ExitCode> {
    let cli = Cli::from_arg_matches(matches)?;
    if cli.thresholds {
        let written = out.write_all(verdict::thresholds().as_bytes());
        written.context("cannot write the thresholds")?;
        return Ok(ExitCode::SUCCESS);
    }
    if cli.schema {
        let written = writeln!(out, "{}", schema()?);
        written.context("cannot write the schema")?;
        return Ok(ExitCode::SUCCESS);
    }
    // Before the program runs, which may take hours.
    cli.delivery.check()?;
    if let Some(pid) = cli.pid {
        let process = Attached::to(pid)?;
        if io::stderr().is_terminal() {
            let (name, time) = (process.name(), time(cli.time.as_nanos() as f64));
            // If nobody can read it, the report may still be read.
            let _ = writeln!(
                err,
                "Watching process {pid} ({name}) for {time}; Ctrl-C ends it earlier."
            );
        }
        cli.delivery.deliver(&process.watch(cli.time), out, err)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(settings) = cli.settings().map_err(anyhow::Error::msg)? {
        let Cli { program: words, runs, delivery, .. } = cli;
        let experiment = Experiment { words, shown: None, settings, runs };
        let outcomes = if io::stderr().is_terminal() {
            experiment.run(err)?
        } else {
            experiment.run(&mut io::sink())?
        };
        if let Err(error) = delivery.deliver(&outcomes, out, err) {
            let _ = writeln!(err, "error: {error:#}");
        }
        return Ok(ExitCode::from(outcomes.exit_status()));
    }
    match launch::run(&cli.program) {
        Err(error) => {
            let _ = writeln!(err, "error: {error}");
            Ok(ExitCode::from(error.status))
        }
        Ok(report) => {
            // A report that cannot be written does not change how the program ended.
            if let Err(error) = cli.delivery.deliver(&report, out, err) {
                let _ = writeln!(err, "error: {error:#}");
            }
            Ok(ExitCode::from(report.exit_status()))
        }
    }
}

impl Cli {
    /// What an experiment is to try, if one is wanted.
    fn settings(&self) -> Result<Option<Vec<Setting>>, String> {
        let usable = || proc::allowed_cores(0);
        let settings = match (&self.cores, &self.env, &self.values) {
            (Some(list), ..) => Setting::of_cores(list, &usable()),
            (_, Some(text), _) => Setting::of_variable(text),
            (.., Some(values)) => Setting::of_arguments(values, &self.program),
            _ => return Ok(None),
        };
        settings.map(Some)
    }
}

/// What `--json` writes: a report, or what an experiment showed.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is there for its schema")]
enum Written {
    Report(Box<Report>),
    Experiment(Outcomes),
}

fn schema() -> Result<String> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Written))?)
}

/// `10s`, `500ms`, `2min`.
fn duration(text: &str) -> Result<Duration, &'static str> {
    let span: SignedDuration = text
        .parse()
        .map_err(|_| "a time has a number and a unit, such as 500ms, 10s or 2min")?;
    match Duration::try_from(span) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("the time has to be more than 0"),
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
        let words = ["diagnose", "ls", "--json", "-la"];
        let cli = Cli::try_parse_from(words).expect("it fits");
        assert!(!cli.delivery.json);
        assert_eq!(cli.program, ["ls", "--json", "-la"]);
    }

    #[test]
    fn there_has_to_be_one_thing_to_diagnose() {
        for wrong in ["", "--pid 1 ls", "--pid 0", "--pid -5", "--pid 1 --for soon"] {
            let words = ["diagnose"].into_iter().chain(wrong.split_terminator(' '));
            assert!(Cli::try_parse_from(words).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_flag_is_no_program() {
        let wrong = Cli::try_parse_from(["diagnose", "--jsno", "ls"]);
        let error = wrong.err().expect("there is none").to_string();
        assert!(error.contains("--jsno") && error.contains("--json"), "{error}");
        assert!(Cli::try_parse_from(["diagnose", "--", "--odd-name"]).is_ok());
    }
}
