//! The command line: `cargo xtask exercises`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgMatches, Command};

use crate::page;
use crate::session::{self, Session};
use crate::watch;

const ABOUT: &str = "\
Exercises that are checked by what your program did: how many requests the server saw in
flight, how many threads there were, which worker did how much.

Without a command: shows the first exercise that is not done, and checks its file each time
that you save it. You edit copies in chapters-code/exercises/mine, which git ignores. That
folder is a Cargo project: open it in your editor.";

/// Does what the command line says.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    match run(&matches) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let root = root.context("this crate was moved")?;
    let mut session = Session::open(root)?;
    let (command, of) = match matches.subcommand() {
        Some((command, of)) => (command, of.clone()),
        None => ("watch", ArgMatches::default()),
    };
    let name = of.try_get_one::<String>("name").ok().flatten();
    let catalogue = session.catalogue.clone();
    let named = name.map(|name| catalogue.exercise(name)).transpose()?;
    let one = || {
        let first = session.next().or(catalogue.exercises.first());
        named.or(first).cloned().context("there are no exercises")
    };
    match command {
        "watch" => watch::watch(&mut session, named)?,
        "list" => println!("{}", session.list()),
        "check" => {
            let exercise = one()?;
            let verdict = session.check(&exercise)?;
            session::say(&verdict);
            if verdict.passed {
                println!("{}", session::what_else(&exercise));
            }
            return Ok(ExitCode::from(u8::from(!verdict.passed)));
        }
        "task" => print!("{}", page::task(&one()?)),
        "hint" => {
            let exercise = one()?;
            println!("{}", session.hint(&exercise)?);
        }
        "solution" => println!("{}", one()?.solution()?.trim_end()),
        _ => {
            let exercise = one()?;
            let kept = session.desk.reset(&exercise)?;
            session.state.change(&exercise.name, |standing| standing.last = None)?;
            let kept = kept.strip_prefix(root).unwrap_or(&kept).display();
            println!("{} is as at the beginning.", session.desk.shown(&exercise));
            println!("What you wrote is in {kept}.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn command() -> Command {
    let optional = || {
        Arg::new("name")
            .value_name("NAME")
            .help("The exercise [default: the first that is not done]")
    };
    let required =
        || optional().required(true).help("The exercise, as `list` names it");
    Command::new("cargo xtask exercises")
        .bin_name("cargo xtask exercises")
        .about("Lead through the exercises, and check them by what the program did")
        .long_about(ABOUT)
        .subcommand(
            Command::new("watch")
                .about(
                    "Show an exercise, and check its file each time that it is saved",
                )
                .arg(optional()),
        )
        .subcommand(Command::new("list").about("All exercises, and which are done"))
        .subcommand(
            Command::new("check")
                .about("Check a file once; exits with 1 if it is not done")
                .arg(optional()),
        )
        .subcommand(
            Command::new("task")
                .about("Print the task, as the page has it")
                .arg(optional()),
        )
        .subcommand(
            Command::new("hint")
                .about("A hint: each time it is asked for, one step further")
                .arg(optional()),
        )
        .subcommand(
            Command::new("solution")
                .about("A solution, with the reason and what else would do")
                .arg(required()),
        )
        .subcommand(
            Command::new("reset")
                .about("Begin anew; what was written is kept beside it")
                .arg(required()),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn a_wrong_command_is_refused_with_the_near_one() {
        let error = command().try_get_matches_from(["exercises", "hnit"]);
        assert!(error.expect_err("no such command").to_string().contains("'hint'"));
    }
}
