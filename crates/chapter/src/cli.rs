//! What somebody asked for, read from the command line.

mod flags;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::ArgMatches;
use record::machine::MachineName;
use record::store::Store;
use record::{Profile, Setting, Settings};

use crate::chapter::{Chapter, Extra};
use crate::config::Config;
use crate::show;
pub(crate) use crate::view::Format;
use crate::view::{View, store};

/// What was asked for.
pub(crate) enum Command<'a> {
    Run(Run),
    List(List),
    Show(Show),
    Trace(Trace),
    Promote(Promote),
    Draw(Draw),
    /// One that only this chapter has.
    Extra(&'a Extra, ArgMatches),
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
    pub(crate) store: Store,
}

pub(crate) struct Trace {
    pub(crate) experiment: String,
    pub(crate) only: Vec<String>,
    pub(crate) profile: Profile,
    pub(crate) overrides: Settings,
    pub(crate) json: bool,
}

pub(crate) struct List {
    pub(crate) profile: Profile,
    pub(crate) json: bool,
    pub(crate) store: Store,
}

pub(crate) struct Draw {
    pub(crate) store: Store,
}

pub(crate) struct Promote {
    pub(crate) name: MachineName,
    /// Names; empty for all.
    pub(crate) experiments: Vec<String>,
    pub(crate) dry_run: bool,
    pub(crate) store: Store,
}

pub(crate) struct Show {
    pub(crate) experiment: String,
    pub(crate) what: show::What,
    pub(crate) key: Option<String>,
    pub(crate) view: View,
}

/// Parses the process's arguments. On a wrong one, or `--help`, it prints what
/// clap has to say and exits.
pub(crate) fn parse<'a>(chapter: &'a Chapter, config: &Config) -> Result<Command<'a>> {
    let settings = known_settings(chapter, config)?;
    let matches = flags::command(chapter, &settings).get_matches();
    match matches.subcommand() {
        None => run(&matches, None, &settings),
        Some(("run", matches)) => run(matches, Some(matches), &settings),
        Some(("list", matches)) => Ok(Command::List(List {
            profile: profile(matches),
            json: matches.get_flag("json"),
            store: store(matches)?,
        })),
        Some(("show", matches)) => show(matches),
        Some(("trace", matches)) => Ok(Command::Trace(Trace {
            experiment: matches
                .get_one::<String>("experiment")
                .context("clap requires it")?
                .clone(),
            only: texts(matches, "only"),
            profile: profile(matches),
            overrides: overrides(matches, &settings),
            json: matches.get_flag("json"),
        })),
        Some(("draw", matches)) => Ok(Command::Draw(Draw { store: store(matches)? })),
        Some(("promote", matches)) => Ok(Command::Promote(Promote {
            name: matches
                .get_one::<MachineName>("name")
                .context("clap requires it")?
                .clone(),
            experiments: texts(matches, "experiments"),
            dry_run: matches.get_flag("dry-run"),
            store: store(matches)?,
        })),
        Some((name, matches)) => {
            let named = |extra: &&Extra| (extra.command)().get_name() == name;
            let extra = chapter.commands.iter().find(named);
            let extra =
                extra.with_context(|| format!("there is no command `{name}`"))?;
            Ok(Command::Extra(extra, matches.clone()))
        }
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

/// `run`; `None` for its matches is the command line without a command.
fn run(
    all: &ArgMatches,
    run: Option<&ArgMatches>,
    settings: &BTreeMap<String, Setting>,
) -> Result<Command<'static>> {
    let store = store(all)?;
    let Some(matches) = run else {
        return Ok(Command::Run(Run {
            experiments: Vec::new(),
            profile: Profile::Quick,
            fresh: false,
            only: Vec::new(),
            overrides: Settings::default(),
            rounds: None,
            budget: None,
            deadline: None,
            seed: None,
            json: false,
            store,
        }));
    };
    Ok(Command::Run(Run {
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
        store,
    }))
}

fn show(matches: &ArgMatches) -> Result<Command<'static>> {
    Ok(Command::Show(Show {
        experiment: matches
            .get_one::<String>("experiment")
            .context("clap requires it")?
            .clone(),
        what: *matches.get_one("what").context("clap requires it")?,
        key: matches.get_one::<String>("key").cloned(),
        view: View::from_matches(matches)?,
    }))
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
