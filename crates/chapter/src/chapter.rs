//! What a chapter is made of, and its `main`.

use std::ffi::OsStr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, Result, bail};
use clap::ArgMatches;
use measure::interrupt::Interrupted;
use measure::{BuildFacts, Experiment, sample};
use record::claim::Claim;
use signal_hook::consts::SIGPIPE;

use crate::config::Config;
use crate::{cli, draw, list, promote, run, show, trace};

/// A chapter: its experiments, and what it needs to run them.
pub struct Chapter {
    /// The crate's name, which is also the binary's and the page's.
    pub name: &'static str,
    /// The text of `config.toml`.
    pub config: &'static str,
    /// The experiments, in the order of the page.
    pub experiments: Vec<Experiment>,
    /// Processes of this same binary that are neither samples nor commands.
    pub helpers: Vec<Helper>,
    /// Commands that only this chapter has.
    pub commands: Vec<Extra>,
    /// What it was built from: `measure::build!()`.
    pub build: BuildFacts,
}

/// A process that a strategy or a service starts: `<binary> helper <name> …`.
pub struct Helper {
    /// Its name.
    pub name: &'static str,
    /// What it does, with the arguments after its name.
    pub run: fn(&[String]) -> Result<()>,
}

/// A command beyond those that every chapter has.
pub struct Extra {
    /// Its name, help and flags.
    pub command: fn() -> clap::Command,
    /// What it does; an error is printed, as every command's is.
    pub run: fn(&ArgMatches) -> Result<ExitCode>,
    /// It goes on when whoever reads what it prints is gone, and takes errors of
    /// writing for what they are.
    pub outlives_reader: bool,
}

impl Chapter {
    /// The experiment of this name.
    pub(crate) fn experiment(&self, name: &str) -> Result<&Experiment> {
        self.experiments
            .iter()
            .find(|experiment| experiment.name == name)
            .with_context(|| format!("{} has no experiment `{name}`", self.name))
    }

    /// The experiments of these names, in the order of the page; all if there
    /// are no names.
    pub(crate) fn selected(&self, names: &[String]) -> Vec<&Experiment> {
        let wanted = |experiment: &&Experiment| {
            names.is_empty() || names.iter().any(|name| name == experiment.name)
        };
        self.experiments.iter().filter(wanted).collect()
    }

    /// What is wrong with the chapter itself, if anything: its configuration,
    /// its claims, its keys. A test of every chapter calls this.
    pub fn check(&self) -> Result<()> {
        let config = Config::parse(self)?;
        for experiment in &self.experiments {
            let keys = experiment.keys();
            if !keys.contains(&experiment.baseline) {
                bail!(
                    "{}: the baseline `{}` is not a strategy",
                    experiment.name,
                    experiment.baseline
                );
            }
            for claim in &experiment.claims {
                claim.check(&keys).map_err(|problem| {
                    anyhow::anyhow!("{}: {problem}", experiment.name)
                })?;
            }
            let figures = experiment.figures.iter().map(|figure| figure.name);
            let columns = experiment.columns.iter().map(|column| column.name);
            for names in [figures.collect::<Vec<_>>(), columns.collect()] {
                if let Some(twice) = twice(&names) {
                    bail!("{}: `{twice}` names two things", experiment.name);
                }
            }
            if let Some(twice) = twice(&keys) {
                bail!("{}: two strategies have the key `{twice}`", experiment.name);
            }
            let mut claimed = experiment.claims.iter().flat_map(Claim::traced);
            if let Some(key) = claimed.find(|key| !experiment.traced.contains(key)) {
                bail!("{}: a claim is about traces of `{key}`", experiment.name);
            }
            for key in &experiment.traced {
                if !keys.contains(key) {
                    bail!("{}: the traced `{key}` is not a strategy", experiment.name);
                }
            }
            for profile in record::Profile::ALL {
                config.settings(experiment.name, profile)?;
            }
        }
        Ok(())
    }
}

/// A name that stands twice in a list.
fn twice<'a>(names: &[&'a str]) -> Option<&'a str> {
    let is_again = |(index, name): (usize, &&'a str)| {
        names[..index].contains(name).then_some(*name)
    };
    names.iter().enumerate().find_map(is_again)
}

/// A chapter's `main`. Errors go to standard error; the status is 0 for
/// success, 2 for a command line that makes no sense, 130 after Ctrl-C, else 1.
pub fn main(chapter: &Chapter) -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next();
    let rest: Vec<String> =
        arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let result = match first.as_deref().and_then(OsStr::to_str) {
        // Not part of the command line that people see.
        Some("sample") => take_sample(chapter, &rest).map(succeeded),
        Some("helper") => help(chapter, &rest).map(succeeded),
        _ => command(chapter),
    };
    match result {
        Ok(status) => status,
        Err(error) if error.is::<Interrupted>() => ExitCode::from(130),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn succeeded((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

fn command(chapter: &Chapter) -> Result<ExitCode> {
    let config = Config::parse(chapter)?;
    let command = cli::parse(chapter, &config)?;
    if !matches!(&command, cli::Command::Extra(extra, _) if extra.outlives_reader) {
        end_with_the_reader()?;
    }
    match command {
        cli::Command::Extra(extra, matches) => return (extra.run)(&matches),
        cli::Command::Run(options) => run::run(chapter, &config, &options),
        cli::Command::List(options) => list::list(chapter, &config, &options),
        cli::Command::Show(options) => show::show(chapter, &config, &options),
        cli::Command::Trace(options) => trace::trace(chapter, &config, &options),
        cli::Command::Draw(options) => draw::draw(chapter, &options),
        cli::Command::Promote(options) => promote::promote(chapter, &config, &options),
    }
    .map(succeeded)
}

/// Ends this process, as other programs end, when whoever reads what it prints is
/// gone (`show overview rounds | head`). Rust ignores the signal that says so, and
/// `println!` panics.
fn end_with_the_reader() -> Result<()> {
    let always = Arc::new(AtomicBool::new(true));
    signal_hook::flag::register_conditional_default(SIGPIPE, always)?;
    Ok(())
}

fn take_sample(chapter: &Chapter, arguments: &[String]) -> Result<()> {
    let [experiment, key, settings] = arguments else {
        bail!("`sample` wants an experiment, a key and settings")
    };
    let strategy = chapter
        .experiment(experiment)?
        .strategy(key)
        .with_context(|| format!("no strategy `{key}`"))?;
    sample::run(strategy, &serde_json::from_str(settings)?)
}

fn help(chapter: &Chapter, arguments: &[String]) -> Result<()> {
    let (name, arguments) = arguments.split_first().context("`helper` wants a name")?;
    let helper = chapter.helpers.iter().find(|helper| helper.name == name);
    (helper.with_context(|| format!("no helper `{name}`"))?.run)(arguments)
}
