//! The command line: `cargo xtask exercises`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use crate::catalogue::{Catalogue, Exercise};
use crate::check::{self, Shown};
use crate::desk::Desk;
use crate::page;
use crate::state::{State, Verdict};
use crate::watch;

const ABOUT: &str = "\
Exercises that are checked by what your program did: how many requests the server saw in
flight, how many threads there were, which worker did how much.

Without a command: shows the first exercise that is not done, and checks its file each time
that you save it. You edit copies in chapters-code/exercises/mine, which git ignores. That
folder is a Cargo project: open it in your editor.";

/// What a command works with.
pub(crate) struct Session {
    pub(crate) catalogue: Catalogue,
    pub(crate) desk: Desk,
    state: State,
}

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
    let is_json = of.try_get_one("json").ok().flatten().copied().unwrap_or(false);
    let catalogue = session.catalogue.clone();
    let named = name.map(|name| catalogue.exercise(name)).transpose()?;
    let one = || {
        let first = session.next().or(catalogue.exercises.first());
        named.or(first).cloned().context("there are no exercises")
    };
    match command {
        "watch" => watch::watch(&mut session, named)?,
        "list" => println!("{}", session.list(is_json)?),
        "check" => {
            let exercise = one()?;
            let verdict = session.checked(&exercise, is_json)?;
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
    let json =
        || Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON");
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
        .subcommand(
            Command::new("list").about("All exercises, and which are done").arg(json()),
        )
        .subcommand(
            Command::new("check")
                .about("Check a file once; exits with 1 if it is not done")
                .args([optional(), json()]),
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

impl Session {
    fn open(root: &Path) -> Result<Self> {
        let catalogue = Catalogue::read(root)?;
        let desk = Desk::new(root);
        desk.prepare(&catalogue)?;
        let state = desk.state()?;
        Ok(Self { catalogue, desk, state })
    }

    /// The first exercise that is not done.
    pub(crate) fn next(&self) -> Option<&Exercise> {
        let all = &self.catalogue.exercises;
        all.iter().find(|exercise| !self.state.is_done(&exercise.name))
    }

    /// The text of each of the learner's files.
    pub(crate) fn contents(&self) -> BTreeMap<String, String> {
        let text = |exercise: &Exercise| {
            let text = fs::read_to_string(self.desk.file(exercise)).ok()?;
            Some((exercise.name.clone(), text))
        };
        self.catalogue.exercises.iter().filter_map(text).collect()
    }

    /// Checks a file, and keeps the verdict.
    pub(crate) fn check(&mut self, exercise: &Exercise) -> Result<Verdict> {
        self.check_and_show(exercise, Shown::All)
    }

    fn check_and_show(&mut self, exercise: &Exercise, shown: Shown) -> Result<Verdict> {
        let verdict = check::check(&self.desk, exercise, shown)?;
        let last = Some(verdict.clone());
        self.state.change(&exercise.name, |standing| standing.last = last)?;
        Ok(verdict)
    }

    fn checked(&mut self, exercise: &Exercise, is_json: bool) -> Result<Verdict> {
        if !is_json {
            let verdict = self.check(exercise)?;
            say(&verdict);
            if verdict.passed {
                println!("{}", what_else(exercise));
            }
            return Ok(verdict);
        }
        let verdict = self.check_and_show(exercise, Shown::Nothing)?;
        let Verdict { passed, sentence } = &verdict;
        let name = &exercise.name;
        println!("{}", json!({ "name": name, "passed": passed, "sentence": sentence }));
        Ok(verdict)
    }

    fn hint(&mut self, exercise: &Exercise) -> Result<String> {
        let given = self.state.of(&exercise.name).hints;
        let step = given.min(exercise.hints.len() - 1);
        self.state.change(&exercise.name, |standing| standing.hints = step + 1)?;
        let next = if step + 1 < exercise.hints.len() {
            "ask again for more"
        } else {
            "there is no more but the solution"
        };
        let of = exercise.hints.len();
        Ok(format!("Hint {} of {of} ({next}):\n\n{}", step + 1, exercise.hints[step]))
    }

    /// How many are done, in words.
    pub(crate) fn progress(&self) -> String {
        let all = &self.catalogue.exercises;
        let done = all.iter().filter(|exercise| self.state.is_done(&exercise.name));
        format!("{} of {} exercises done.", done.count(), all.len())
    }

    fn list(&self, is_json: bool) -> Result<String> {
        let all = &self.catalogue.exercises;
        if is_json {
            let one = |exercise: &Exercise| {
                json!({
                    "name": exercise.name,
                    "title": exercise.title,
                    "chapter": exercise.chapter,
                    "page": exercise.page,
                    "minutes": exercise.minutes,
                    "hard": exercise.hard,
                    "file": self.desk.shown(exercise),
                    "last": self.state.of(&exercise.name).last,
                })
            };
            let all: Vec<_> = all.iter().map(one).collect();
            return Ok(serde_json::to_string_pretty(&all)?);
        }
        let mut text = self.progress() + "\n";
        let mut chapter = "";
        for exercise in all {
            if exercise.chapter != chapter {
                chapter = &exercise.chapter;
                let _ = write!(text, "\n{chapter}\n");
            }
            let mark = match self.state.of(&exercise.name).last {
                Some(Verdict { passed: true, .. }) => "done",
                Some(_) => "not yet",
                None => "",
            };
            let (name, title) = (&exercise.name, &exercise.title);
            let effort = page::effort(exercise);
            let _ = writeln!(text, "  {mark:8} {name:20} {title} ({effort})");
        }
        Ok(text.trim_end().to_owned())
    }
}

/// An exercise's task for the terminal.
pub(crate) fn task(session: &Session, exercise: &Exercise) -> String {
    let Exercise { title, task, page, .. } = exercise;
    let effort = page::effort(exercise);
    let file = session.desk.shown(exercise);
    let page = page.trim_end_matches(".md");
    format!("\n{title} ({effort}; it follows the page {page})\n{file}\n\n{task}\n")
}

/// Prints a verdict.
pub(crate) fn say(verdict: &Verdict) {
    let word = if verdict.passed { "Done" } else { "Not yet" };
    println!("\n{word}: {}", verdict.sentence);
}

/// What a learner can read who is there.
pub(crate) fn what_else(exercise: &Exercise) -> String {
    let name = &exercise.name;
    format!(
        "The reason, and what else would do: `cargo xtask exercises solution {name}`"
    )
}

/// What a learner can do who is not there yet.
pub(crate) fn what_next(exercise: &Exercise) -> String {
    let name = &exercise.name;
    format!(
        "In another terminal: `cargo xtask exercises hint {name}`, `… solution {name}`, `… list`. \
         Ctrl-C ends."
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
