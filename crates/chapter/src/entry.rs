//! A chapter's `main`.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use harness::interrupt::Interrupted;
use measure::sample;

use crate::definition::Chapter;
use crate::{cli, compare, draw, list, promote, run, trace};

/// A chapter's `main`. Errors go to standard error; the status is 0 for
/// success, 2 for a command line that makes no sense, 130 after Ctrl-C, else 1.
pub fn main(chapter: &Chapter) -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next();
    let rest: Vec<String> =
        arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let result = match first.as_deref().and_then(OsStr::to_str) {
        // Not part of the command line that people see.
        Some("sample") => take_sample(chapter, &rest),
        Some("helper") => help(chapter, &rest),
        _ => command(chapter),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() => ExitCode::from(130),
        Err(error) => {
            // One write: the workers of a row share their standard error.
            let said = format!("error: {error:#}\n");
            let _ = io::stderr().write_all(said.as_bytes());
            ExitCode::FAILURE
        }
    }
}

fn command(chapter: &Chapter) -> Result<()> {
    show::command::end_with_the_reader()?;
    let config = chapter.config()?;
    match cli::parse(chapter, &config)? {
        cli::Command::Run(options) => run::run(chapter, &config, &options),
        cli::Command::List(options) => {
            println!("{}", list::text(chapter, &config, &options)?);
            Ok(())
        }
        cli::Command::Show(options) => {
            let library = options.place.library()?;
            let text = show::command::answer(
                &library,
                chapter.name,
                &options.matches,
                &options.view,
            )?;
            println!("{text}");
            Ok(())
        }
        cli::Command::Trace(options) => {
            trace::trace(chapter, &config, &options, &mut std::io::stdout().lock())
        }
        cli::Command::Compare(options) => {
            compare::print(chapter, &config, &options, &mut std::io::stdout().lock())
        }
        cli::Command::Draw(place) => draw::draw(chapter, &place),
        cli::Command::Promote(options) => {
            promote::promote(chapter, &config, &options, &mut std::io::stdout().lock())
        }
    }
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
