//! What somebody asked for, read from the command line.

mod flags;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::ArgMatches;
use record::config::Config;
use record::machine::MachineName;
use record::store::Store;
use record::{Profile, Setting, Settings};
use show::{Library, View, library};

use crate::definition::Chapter;

/// What was asked for.
pub(crate) enum Command {
    Run(Run),
    List(List),
    Show(Show),
    Trace(Trace),
    Compare(Compare),
    Promote(Promote),
    Draw(Place),
}

pub(crate) struct Run {
    /// Names; empty for all.
    pub(crate) experiments: Vec<String>,
    pub(crate) profile: Profile,
    pub(crate) fresh: bool,
    pub(crate) only: Vec<String>,
    pub(crate) overrides: Settings,
    pub(crate) rounds: Option<u32>,
    pub(crate) budget: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) seed: Option<u64>,
    pub(crate) json: bool,
    /// Whether progress is told to a program.
    pub(crate) progress_json: bool,
    pub(crate) place: Place,
}

pub(crate) struct Trace {
    pub(crate) experiment: String,
    pub(crate) only: Vec<String>,
    pub(crate) profile: Profile,
    pub(crate) overrides: Settings,
    pub(crate) json: bool,
}

pub(crate) struct Compare {
    pub(crate) experiment: String,
    pub(crate) only: Vec<String>,
    pub(crate) with: PathBuf,
    pub(crate) traced: bool,
}

pub(crate) struct List {
    pub(crate) profile: Profile,
    pub(crate) machine: MachineName,
    pub(crate) json: bool,
    pub(crate) place: Place,
}

/// Where the checkout is, and its records.
pub(crate) struct Place {
    charts: Option<PathBuf>,
}

impl Place {
    fn of(matches: &ArgMatches) -> Self {
        Self { charts: matches.get_one::<PathBuf>("charts").cloned() }
    }

    /// The read side there.
    pub(crate) fn library(&self) -> Result<Library> {
        let root = library::checkout()?;
        match &self.charts {
            Some(folder) => Library::with_store(&root, Store::new(folder)),
            None => Library::open(&root),
        }
    }
}

pub(crate) struct Promote {
    pub(crate) name: MachineName,
    /// Names; empty for all.
    pub(crate) experiments: Vec<String>,
    pub(crate) place: Place,
}

pub(crate) struct Show {
    pub(crate) matches: ArgMatches,
    pub(crate) view: View,
    pub(crate) place: Place,
}

/// What the words say to the command; without a command of their own, what they say to
/// `run`.
fn matches(
    command: &clap::Command,
    mut words: Vec<OsString>,
) -> Result<ArgMatches, clap::Error> {
    let matches = command.clone().try_get_matches_from(&words)?;
    if matches.subcommand().is_some() {
        return Ok(matches);
    }
    words.push("run".into());
    command.clone().try_get_matches_from(words)
}

/// Parses the process's arguments. On a wrong one, or `--help`, it prints what
/// clap has to say and exits.
pub(crate) fn parse(chapter: &Chapter, config: &Config) -> Result<Command> {
    let settings = known_settings(chapter, config)?;
    let command = flags::command(chapter, &settings);
    let words = std::env::args_os().collect();
    let matches = matches(&command, words).unwrap_or_else(|error| error.exit());
    let (name, matches) = matches.subcommand().context("`run` is one")?;
    match name {
        "run" => Ok(run(matches, &settings)),
        "list" => Ok(Command::List(List {
            profile: profile(matches),
            machine: matches
                .get_one::<MachineName>("machine")
                .context("clap has a default")?
                .clone(),
            json: matches.get_flag("json"),
            place: Place::of(matches),
        })),
        "show" => Ok(Command::Show(Show {
            view: View::from_matches(matches),
            place: Place::of(matches),
            matches: matches.clone(),
        })),
        "trace" => Ok(Command::Trace(Trace {
            experiment: matches
                .get_one::<String>("experiment")
                .context("clap requires it")?
                .clone(),
            only: texts(matches, "only"),
            profile: profile(matches),
            overrides: overrides(matches, &settings),
            json: matches.get_flag("json"),
        })),
        "compare" => Ok(Command::Compare(Compare {
            experiment: matches
                .get_one::<String>("experiment")
                .context("clap requires it")?
                .clone(),
            only: texts(matches, "only"),
            with: matches
                .get_one::<PathBuf>("with")
                .context("clap requires it")?
                .clone(),
            traced: matches.get_flag("traced"),
        })),
        "draw" => Ok(Command::Draw(Place::of(matches))),
        "promote" => Ok(Command::Promote(Promote {
            name: matches
                .get_one::<MachineName>("name")
                .context("clap requires it")?
                .clone(),
            experiments: texts(matches, "experiments"),
            place: Place::of(matches),
        })),
        _ => bail!("there is no command `{name}`"),
    }
}

/// Every setting that some experiment has, with a value to show in the help.
fn known_settings(
    chapter: &Chapter,
    config: &Config,
) -> Result<BTreeMap<String, Setting>> {
    let mut known = BTreeMap::new();
    for experiment in &chapter.experiments {
        for (name, setting) in config.settings(experiment.name, Profile::Quick)?.iter()
        {
            known.entry(name.to_owned()).or_insert_with(|| setting.clone());
        }
    }
    Ok(known)
}

fn run(matches: &ArgMatches, settings: &BTreeMap<String, Setting>) -> Command {
    Command::Run(Run {
        experiments: texts(matches, "experiments"),
        profile: profile(matches),
        fresh: matches.get_flag("fresh"),
        only: texts(matches, "only"),
        overrides: overrides(matches, settings),
        rounds: matches.get_one("rounds").copied(),
        budget: matches.get_one("budget").copied(),
        deadline: matches.get_one("deadline").copied(),
        seed: matches.get_one("seed").copied(),
        json: matches.get_flag("json"),
        progress_json: matches
            .get_one::<String>("progress")
            .is_some_and(|how| how == "json"),
        place: Place::of(matches),
    })
}

/// The settings that were given as flags.
fn overrides(matches: &ArgMatches, settings: &BTreeMap<String, Setting>) -> Settings {
    let given =
        |name: &String| Some((name.clone(), matches.get_one::<Setting>(name)?.clone()));
    settings.keys().filter_map(given).collect()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).unwrap_or_default().cloned().collect()
}

fn profile(matches: &ArgMatches) -> Profile {
    let name = matches.get_one::<String>("profile").map_or("quick", String::as_str);
    Profile::ALL
        .into_iter()
        .find(|profile| profile.name() == name)
        .unwrap_or(Profile::Quick)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command};

    use super::*;

    #[test]
    fn without_a_command_it_is_run_with_the_same_place() {
        let command = Command::new("chapter")
            .arg(Arg::new("charts").long("charts").global(true))
            .subcommands([Command::new("run"), Command::new("list")]);
        let read = |words: &[&str]| {
            let words = ["chapter"].iter().chain(words).map(OsString::from).collect();
            let matches = matches(&command, words).expect("well formed");
            let (name, matches) = matches.subcommand().expect("one");
            (name.to_owned(), matches.get_one::<String>("charts").cloned())
        };
        assert_eq!(read(&[]), ("run".into(), None));
        assert_eq!(read(&["--charts", "x"]), ("run".into(), Some("x".into())));
        assert_eq!(read(&["list"]), ("list".into(), None));
    }
}
