//! The commands and flags of a chapter, made from its experiments: every
//! setting in `config.toml` is a flag too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use record::machine::MachineName;
use record::store::Store;
use record::{Profile, Setting, Settings};

use crate::chapter::Chapter;
use crate::config::{self, Config};
use crate::show;

/// What was asked for.
pub(crate) enum Command {
    Run(Run),
    List(List),
    Show(Show),
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

pub(crate) struct List {
    pub(crate) profile: Profile,
    pub(crate) json: bool,
    pub(crate) store: Store,
}

pub(crate) struct Show {
    pub(crate) experiment: String,
    pub(crate) what: show::What,
    pub(crate) key: Option<String>,
    pub(crate) machine: Option<MachineName>,
    pub(crate) format: Format,
    pub(crate) store: Store,
}

/// How `show` prints.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Markdown with marks in HTML, as the book's pages have it.
    Page,
    /// Plain text.
    Text,
    /// JSON.
    Json,
}

/// Parses the process's arguments. On a wrong one, or `--help`, it prints what
/// clap has to say and exits.
pub(crate) fn parse(chapter: &Chapter, config: &Config) -> Result<Command> {
    let settings = known_settings(chapter, config)?;
    let matches = command(chapter, &settings).get_matches();
    match matches.subcommand() {
        None => run(&matches, None, &settings),
        Some(("run", matches)) => run(matches, Some(matches), &settings),
        Some(("list", matches)) => Ok(Command::List(List {
            profile: profile(matches),
            json: matches.get_flag("json"),
            store: store(matches)?,
        })),
        Some(("show", matches)) => show(matches),
        Some((other, _)) => bail!("there is no command `{other}`"),
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

fn command(chapter: &Chapter, settings: &BTreeMap<String, Setting>) -> clap::Command {
    let experiments: Vec<&'static str> =
        chapter.experiments.iter().map(|experiment| experiment.name).collect();
    let mut keys: Vec<&'static str> =
        chapter.experiments.iter().flat_map(measure::Experiment::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    let profile = Arg::new("profile")
        .long("profile")
        .value_parser(PossibleValuesParser::new(Profile::ALL.map(Profile::name)))
        .default_value("quick")
        .help("How thoroughly: sizes from config.toml, and how many rounds");
    let json =
        Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print JSON");
    let charts = Arg::new("charts")
        .long("charts")
        .value_name("DIR")
        .value_parser(value_parser!(PathBuf))
        .env("BOOK_CHARTS")
        .global(true)
        .help("The folder of records [default: the book's `charts`]");

    let mut run = clap::Command::new("run")
        .about("Measure what is stale, then print tables and verdicts")
        .long_about(
            "Measure what is stale, then print tables and verdicts.\n\n\
             The results are saved under charts/local/, where the book's pages find them: a page that is \
             open under `mdbook serve` shows them at once. Runs with --only are printed, not saved, since a \
             page needs every row.",
        )
        .arg(
            Arg::new("experiments")
                .value_name("EXPERIMENT")
                .num_args(0..)
                .value_parser(PossibleValuesParser::new(&experiments))
                .help("The experiments to measure [default: all]"),
        )
        .arg(profile.clone())
        .arg(Arg::new("fresh").long("fresh").action(ArgAction::SetTrue).help("Measure even what is not stale"))
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("STRATEGIES")
                .value_delimiter(',')
                .value_parser(PossibleValuesParser::new(keys))
                .help("Measure these strategies alone, separated by commas"),
        )
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=500))
                .help("Take exactly this many rounds"),
        )
        .arg(time_flag("budget", "Begin no round that would end after this long"))
        .arg(time_flag("deadline", "Kill a sample that takes longer than this"))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help("The seed of the shuffles"),
        )
        .arg(json.clone());
    for (name, setting) in settings {
        let like = setting.clone();
        run = run.arg(
            Arg::new(name.clone())
                .long(name.clone())
                .value_name(match setting {
                    Setting::Count(_) => "N",
                    Setting::DurationNs(_) => "TIME",
                    Setting::Text(_) => "TEXT",
                })
                .allow_negative_numbers(true)
                .help_heading("Settings (config.toml)")
                .help(match setting {
                    Setting::Text(text) if text.is_empty() => {
                        "Not set in the quick profile".to_owned()
                    }
                    other => format!("{other} in the quick profile"),
                })
                .value_parser(move |text: &str| {
                    config::parse_like(&like, text).map_err(|error| error.to_string())
                }),
        );
    }

    clap::Command::new(chapter.name)
        .about(format!(
            "The code and measurements of the chapter `{}`.\n\nWithout a command: `run`.",
            chapter.name
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .infer_subcommands(false)
        .arg(charts)
        .subcommand(run)
        .subcommand(
            clap::Command::new("list")
                .about("List experiments, strategies, and what is stale")
                .arg(profile)
                .arg(json.clone()),
        )
        .subcommand(
            clap::Command::new("show")
                .about("Print one part of an experiment's record, as the book's pages do")
                .arg(
                    Arg::new("experiment")
                        .value_name("EXPERIMENT")
                        .required(true)
                        .value_parser(PossibleValuesParser::new(&experiments)),
                )
                .arg(
                    Arg::new("what")
                        .value_name("WHAT")
                        .required(true)
                        .value_parser(clap::builder::EnumValueParser::<show::What>::new()),
                )
                .arg(
                    Arg::new("key")
                        .value_name("KEY")
                        .help("The claim's id for `claim`; for `number`: ROW/STATISTIC, ROW/OTHER/ratio or a setting"),
                )
                .arg(
                    Arg::new("machine")
                        .long("machine")
                        .value_name("NAME")
                        .env("BOOK_MACHINE")
                        .value_parser(|name: &str| name.parse::<MachineName>())
                        .help("Whose record: `local`, or a folder under charts [default: local where there is one]"),
                )
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_parser(clap::builder::EnumValueParser::<Format>::new())
                        .help("[default: text on a terminal, page elsewhere]"),
                )
                .arg(json.help("The same as --format json")),
        )
}

fn time_flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("TIME")
        .value_parser(|text: &str| {
            config::duration(text).map_err(|error| error.to_string())
        })
        .help(help)
}

/// `run`; `None` for its matches is the command line without a command.
fn run(
    all: &ArgMatches,
    run: Option<&ArgMatches>,
    settings: &BTreeMap<String, Setting>,
) -> Result<Command> {
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
    let texts = |name: &str| {
        matches
            .get_many::<String>(name)
            .unwrap_or_default()
            .cloned()
            .collect::<Vec<_>>()
    };
    let overrides = settings
        .keys()
        .filter_map(|name| {
            Some((name.clone(), matches.get_one::<Setting>(name)?.clone()))
        })
        .collect();
    Ok(Command::Run(Run {
        experiments: texts("experiments"),
        profile: profile(matches),
        fresh: matches.get_flag("fresh"),
        only: texts("only"),
        overrides,
        rounds: matches.get_one("rounds").copied(),
        budget: matches.get_one("budget").copied(),
        deadline: matches.get_one("deadline").copied(),
        seed: matches.get_one("seed").copied(),
        json: matches.get_flag("json"),
        store,
    }))
}

fn show(matches: &ArgMatches) -> Result<Command> {
    let format = matches.get_one("format").copied().unwrap_or_else(|| {
        if std::io::IsTerminal::is_terminal(&std::io::stdout()) {
            Format::Text
        } else {
            Format::Page
        }
    });
    let machine = matches.get_one::<MachineName>("machine");
    Ok(Command::Show(Show {
        experiment: matches
            .get_one::<String>("experiment")
            .context("clap requires it")?
            .clone(),
        what: *matches.get_one("what").context("clap requires it")?,
        key: matches.get_one::<String>("key").cloned(),
        machine: machine.cloned(),
        format: if matches.get_flag("json") { Format::Json } else { format },
        store: store(matches)?,
    }))
}

fn profile(matches: &ArgMatches) -> Profile {
    let name = matches.get_one::<String>("profile").map_or("quick", String::as_str);
    Profile::ALL
        .into_iter()
        .find(|profile| profile.name() == name)
        .unwrap_or(Profile::Quick)
}

/// The folder asked for; else the book's, around the working directory or,
/// failing that, around the sources that this was built from.
fn store(matches: &ArgMatches) -> Result<Store> {
    if let Some(folder) = matches.get_one::<PathBuf>("charts") {
        return Ok(Store::new(folder));
    }
    let here = std::env::current_dir().context("the working directory is gone")?;
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .chain(built.ancestors())
        .find(|folder| folder.join("book.toml").is_file() && folder.join("charts").is_dir())
        .map(|book| Store::new(book.join("charts")))
        .context(
            "no book here: run this within a checkout of the book, or name a folder with --charts",
        )
}
