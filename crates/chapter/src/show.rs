//! `show`: one part of an experiment's record, as the book's pages have it.

pub(crate) mod claims;
mod counters;
mod figure;
mod grid;
mod machine;
mod measures;
mod number;
mod rounds;
mod stats;
mod table;
mod timeline;

use anyhow::{Context as _, Result};
use measure::Experiment;
use record::figure::Figure;
use record::{Profile, Row};

use crate::chapter::Chapter;
use crate::cli;
use crate::config::Config;
use crate::page;
use crate::shown::{self, Shown};
use crate::view::Format;

/// The parts.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// What the experiment asks
    Question,
    /// Each strategy's time, its interval, and how many times as quick it is
    Table,
    /// What the operating system counted: CPU time, switches, memory, threads
    Counters,
    /// count, mean, std, min, 25 %, 50 %, 75 %, max of each strategy's time
    Stats,
    /// Every round's times, in the order taken
    Rounds,
    /// What the experiment measured itself, as medians with intervals; some columns by name
    Measures,
    /// A sweep's medians with intervals: a line a place, a column a series; by the figure's name
    Grid,
    /// A chart, as SVG; by its name, or the first
    Chart,
    /// What a timeline shows, in numbers; by the figure's name
    Timeline,
    /// Every claim with its verdict
    Claims,
    /// One claim with its verdict, by id
    Claim,
    /// One value, by key
    Number,
    /// Whose numbers these are, and what is doubtful about them
    Machine,
}

pub(crate) fn show(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Show,
) -> Result<()> {
    let experiment = chapter.experiment(&options.experiment)?;
    let shown = shown::find(
        chapter,
        config,
        experiment,
        &options.view.candidates()?,
        // A page shows whatever it has, however quickly that was measured.
        Profile::Smoke,
        &options.view.store,
    )?;
    let record = &shown.record;
    let format = options.view.format;
    let key = || {
        options
            .key
            .as_deref()
            .context("this part wants a KEY as well; see `show --help`")
    };
    match options.what {
        What::Question => println!("{}", experiment.question),
        What::Table => table::print(record, format)?,
        What::Counters => counters::print(record, format)?,
        What::Stats => stats::print(record, format)?,
        What::Rounds => rounds::print(record, format)?,
        What::Measures => {
            measures::print(experiment, record, options.key.as_deref(), format)?;
        }
        What::Grid => {
            let figure = named_figure(experiment, options.key.as_deref())?;
            grid::print(record, figure, format)?;
        }
        What::Timeline => {
            let figure = named_figure(experiment, options.key.as_deref())?;
            timeline::print(record, figure, format)?;
        }
        What::Chart => {
            let figure = named_figure(experiment, options.key.as_deref())?;
            figure::print(&shown, figure, format)?;
        }
        What::Claims => claims::print_all(experiment, record, format)?,
        What::Claim => claims::print_one(experiment, key()?, record, format)?,
        What::Number => number::print(experiment, record, key()?, format)?,
        What::Machine => machine::print(chapter.name, &shown, format)?,
    }
    Ok(())
}

/// The experiment's figure of this name; the first without a name.
fn named_figure<'a>(
    experiment: &'a Experiment,
    name: Option<&str>,
) -> Result<&'a Figure> {
    let Some(name) = name else {
        return experiment.figures.first().context("this experiment has no figure");
    };
    let figure = experiment.figures.iter().find(|figure| figure.name == name);
    figure.with_context(|| {
        let known: Vec<&str> =
            experiment.figures.iter().map(|figure| figure.name).collect();
        number::unknown("figure", name, &known)
    })
}

/// What `run` prints of an experiment.
pub(crate) fn print_everything(
    experiment: &Experiment,
    shown: &Shown,
    format: Format,
) -> Result<()> {
    println!("\n{}\n", experiment.question);
    let parts: [&dyn Fn() -> Result<()>; 5] = [
        &|| table::print(&shown.record, format),
        &|| measures::print(experiment, &shown.record, None, format),
        &|| counters::print(&shown.record, format),
        &|| claims::print_all(experiment, &shown.record, format),
        &|| machine::print(&shown.record.chapter, shown, format),
    ];
    for part in parts {
        part()?;
        println!();
    }
    Ok(())
}

/// Why a row has no numbers, for the cell where they would be; `None` if it has.
fn absence(row: &Row, format: Format) -> Option<String> {
    if row.measured().next().is_some() {
        return None;
    }
    let Some(failure) = row.failures().last() else {
        return Some("not measured".to_owned());
    };
    let why = format!("{}: {}", failure.kind.words(), shorten(&failure.message));
    // What a strategy says as it fails is not ours, and may hold anything.
    Some(if format == Format::Page {
        format!("<span class=\"failure\">{}</span>", page::escape(&why))
    } else {
        why
    })
}

/// A message in a cell's length: without the place in the sources where a panic
/// was, and of what is still too long the beginning and the end, which is the cause.
fn shorten(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let told = match line.split_once(" (/") {
        Some((told, place)) if place.contains(".rs:") => {
            let open = told.matches('(').count();
            let left_open = open.saturating_sub(told.matches(')').count());
            format!("{told}{}", ")".repeat(left_open))
        }
        _ => line.to_owned(),
    };
    let told: Vec<char> = told.chars().collect();
    if told.len() <= MOST_CHARACTERS {
        return told.into_iter().collect();
    }
    let (head, tail) = (&told[..24], &told[told.len() - (MOST_CHARACTERS - 25)..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// As long as a message may be in a cell.
const MOST_CHARACTERS: usize = 140;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_keeps_its_end_which_is_the_cause() {
        let long = format!("error sending {}: too many open files", "x".repeat(200));
        let short = shorten(&long);
        assert_eq!(short.chars().count(), MOST_CHARACTERS);
        assert!(
            short.starts_with("error sending")
                && short.ends_with("too many open files")
        );
        assert_eq!(shorten("short"), "short");
    }

    #[test]
    fn where_a_panic_was_is_left_out() {
        assert_eq!(
            shorten(
                "killed (no thread: try later (/rustc/0123/library/std/src/x.rs:1:2))"
            ),
            "killed (no thread: try later)"
        );
        assert_eq!(shorten("cannot read (/tmp/x)"), "cannot read (/tmp/x)");
        assert_eq!(shorten("1) no thread (/x.rs:1:2)"), "1) no thread");
    }
}
