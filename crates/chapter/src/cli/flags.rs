//! The commands and flags of a chapter, made from its experiments: every
//! setting in `config.toml` is a flag too.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use record::machine::{LOCAL, MachineName};
use record::{Profile, Setting, config};

use crate::definition::Chapter;

/// The whole command line of a chapter with these settings.
pub(super) fn command(
    chapter: &Chapter,
    settings: &BTreeMap<String, Setting>,
) -> Command {
    Command::new(chapter.name)
        .about(format!(
            "The code and measurements of the chapter `{}`.\n\nWithout a command: `run`.",
            chapter.name
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .arg(show::command::charts())
        .subcommand(run(chapter).args(settings.iter().map(|(name, like)| setting(name, like))))
        .subcommand(
            Command::new("list")
                .about("List experiments, strategies, and what is stale")
                .arg(profile())
                .arg(
                    Arg::new("machine")
                        .long("machine")
                        .value_name("NAME")
                        .default_value(LOCAL)
                        .value_parser(|name: &str| name.parse::<MachineName>())
                        .help("What is stale of this machine's records"),
                )
                .arg(json()),
        )
        .subcommand(show::command::command(&names(chapter)))
        .subcommand(trace(chapter).args(settings.iter().map(|(name, like)| setting(name, like))))
        .subcommand(compare(chapter))
        .subcommand(Command::new("draw").about("Draw the charts of every machine's records again"))
        .subcommand(
            Command::new("promote")
                .about("Keep this machine's records under a name (`cargo xtask record` does all)")
                .arg(
                    Arg::new("name")
                        .value_name("NAME")
                        .required(true)
                        .value_parser(|name: &str| name.parse::<MachineName>()),
                )
                .arg(some_experiments(chapter)),
        )
}

fn trace(chapter: &Chapter) -> Command {
    Command::new("trace")
        .about("Run strategies once, untimed, and print a line a task: where and when")
        .long_about(
            "Run strategies once, untimed, and print a line a task: its strategy, process \
             and thread, when it began and ended (counted from the first), what it did \
             meanwhile, and what it worked on. Writing these lines takes time of its own, \
             which is why a traced run is never a timed one.",
        )
        .arg(
            Arg::new("experiment")
                .value_name("EXPERIMENT")
                .required(true)
                .value_parser(experiments(chapter)),
        )
        .arg(only().help("Trace these strategies alone, separated by commas"))
        .arg(profile())
        .arg(json())
}

fn compare(chapter: &Chapter) -> Command {
    Command::new("compare")
        .about("Measure rows in this build and in another one, in the same rounds")
        .long_about(
            "Measure rows in this build and in another one, in the same rounds, and print \
             as JSON how long this build's take over the other's. `cargo xtask revalidate` \
             does it after a change of the harness. Nothing is saved.",
        )
        .arg(
            Arg::new("experiment")
                .value_name("EXPERIMENT")
                .required(true)
                .value_parser(experiments(chapter)),
        )
        .arg(only().required(true).help("These strategies, separated by commas"))
        .arg(
            Arg::new("with")
                .long("with")
                .value_name("BINARY")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The binary of the other build"),
        )
        .arg(switch("traced", "Compare traced runs"))
}

/// Which strategies: the keys that `list` shows.
fn only() -> Arg {
    Arg::new("only")
        .long("only")
        .value_name("STRATEGIES")
        .value_delimiter(',')
        .help("Measure these strategies alone: their keys, separated by commas")
}

fn run(chapter: &Chapter) -> Command {
    Command::new("run")
        .about("Measure what is stale, then print tables and verdicts")
        .long_about(
            "Measure what is stale, then print tables and verdicts.\n\n\
             The results are saved under charts/local/, where the book's pages find them: \
             a page that is open under `mdbook serve` shows them at once. Runs with --only \
             are printed, not saved, since a page needs every row.",
        )
        .arg(some_experiments(chapter))
        .arg(profile())
        .arg(switch("fresh", "Measure even what is not stale"))
        .arg(only())
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .value_name("N")
                .allow_negative_numbers(true)
                .value_parser(value_parser!(u32).range(1..=500))
                .help("Take exactly this many rounds"),
        )
        .arg(time("budget", "Begin no round that would end after this long"))
        .arg(time("deadline", "Kill a sample that takes longer than this"))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .help("The seed of the shuffles"),
        )
        .arg(
            Arg::new("progress")
                .long("progress")
                .value_parser(["json"])
                .help("Say how far it is as JSON, a line an event, on standard error"),
        )
        .arg(json())
}

fn some_experiments(chapter: &Chapter) -> Arg {
    Arg::new("experiments")
        .value_name("EXPERIMENT")
        .num_args(0..)
        .value_parser(experiments(chapter))
        .help("These experiments alone [default: all]")
}

fn experiments(chapter: &Chapter) -> PossibleValuesParser {
    PossibleValuesParser::new(names(chapter))
}

fn names(chapter: &Chapter) -> Vec<String> {
    chapter.experiments.iter().map(|experiment| experiment.name.to_owned()).collect()
}

fn profile() -> Arg {
    Arg::new("profile")
        .long("profile")
        .value_parser(PossibleValuesParser::new(Profile::ALL.map(Profile::name)))
        .default_value("quick")
        .help("How thoroughly: sizes from config.toml, and how many rounds")
}

fn json() -> Arg {
    switch("json", "Print JSON")
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn time(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("TIME")
        .allow_hyphen_values(true)
        .value_parser(|text: &str| config::duration(text))
        .help(help)
}

/// The flag of a setting; `like` is its value in the quick profile.
fn setting(name: &str, like: &Setting) -> Arg {
    let (value_name, help) = match like {
        Setting::Count(count) => ("N", format!("{count} in the quick profile")),
        Setting::DurationNs(_) => ("TIME", format!("{like} in the quick profile")),
        Setting::Text(text) if text.is_empty() => {
            ("TEXT", "Not set in the quick profile".to_owned())
        }
        Setting::Text(text) => ("TEXT", format!("{text} in the quick profile")),
    };
    let like = like.clone();
    Arg::new(name.to_owned())
        .long(name.to_owned())
        .value_name(value_name)
        .allow_hyphen_values(true)
        .help_heading("Settings (config.toml)")
        .help(help)
        .value_parser(move |text: &str| config::parse_like(&like, text))
}
