//! The parts of an experiment's record, as text.
//!
//! None ends in a newline; what prints them adds it.

pub mod claims;
mod counters;
mod figure;
mod grid;
pub mod machine;
mod measures;
mod number;
mod predict;
mod rounds;
mod stats;
mod table;
mod timeline;

use anyhow::{Context as _, Result, anyhow};
use evidence::Analysis;
use evidence::figure::Figure;
use record::{Record, Row};

use crate::page::{Links, escape};
use crate::shown::Shown;
use crate::tunable::Tunable;
use crate::view::Format;

/// The parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// What the experiment asks
    Question,
    /// Each strategy's time, its interval, and how many times as fast it is
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
    /// What to guess before one looks, with what was measured; some by name
    Predict,
    /// What the rows that failed said as they did
    Failures,
    /// One value, by key
    Number,
    /// Whose numbers these are, and what is doubtful about them
    Machine,
}

impl What {
    /// Whether it is printed as JSON: for the scripts of a page, or for other programs.
    pub(crate) fn is_in_json(self) -> bool {
        matches!(
            self,
            Self::Grid | Self::Claims | Self::Claim | Self::Predict | Self::Number
        )
    }
}

/// A part of a record, in a format. `key` is the claim, figure, columns or value, for the
/// parts that want one; `tunable` are the settings that the box of a page carries.
pub fn text(
    what: What,
    key: Option<&str>,
    analysis: &Analysis,
    shown: &Shown,
    tunable: &[Tunable],
    links: Links<'_>,
    format: Format,
) -> Result<String> {
    let record = &*shown.record;
    let all_rows = || shown.with_lent_rows();
    let needed = || key.context("this part wants a KEY as well; see `show --help`");
    let named =
        || -> Result<&Figure> { analysis.figure(key).map_err(|why| anyhow!(why)) };
    match what {
        What::Question => Ok(analysis.question.clone()),
        What::Table => Ok(table::text(&all_rows(), links, format)),
        What::Counters => Ok(counters::text(&all_rows(), links)),
        What::Stats => Ok(stats::text(record, links)),
        What::Rounds => Ok(rounds::text(record)),
        What::Measures => measures::text(analysis, &all_rows(), key, links, format),
        What::Grid => grid::text(&all_rows(), named()?, format),
        What::Timeline => timeline::text(&all_rows(), named()?, links),
        What::Chart => figure::text(shown, named()?, format),
        What::Claims => claims::print_all(analysis, record, format),
        What::Claim => claims::print_one(analysis, needed()?, record, format),
        What::Predict => predict::text(analysis, shown, key, format),
        What::Failures => Ok(match failures(record, format).trim_start() {
            "" => "No row failed.".to_owned(),
            failures => failures.to_owned(),
        }),
        What::Number => number::text(analysis, shown, needed()?, format),
        What::Machine => machine::text(shown, tunable, format),
    }
}

/// Whether a part says how its record stands: a box does, and a number of a row that the
/// record does not have, which may be newer.
pub(crate) fn shows_standing(what: What, key: Option<&str>, record: &Record) -> bool {
    match what {
        What::Machine => true,
        What::Number => key.is_some_and(|key| number::may_be_newer(key, record)),
        _ => false,
    }
}

/// What `run` prints of an experiment, in a terminal.
pub fn everything(analysis: &Analysis, shown: &Shown) -> Result<String> {
    let links = Links::none();
    let parts =
        [What::Table, What::Measures, What::Counters, What::Claims, What::Machine];
    let mut text = format!("\n{}\n", analysis.question);
    for part in parts {
        text.push('\n');
        let part = self::text(part, None, analysis, shown, &[], links, Format::Text)?;
        text.push_str(&part);
        text.push('\n');
    }
    Ok(text)
}

/// Why a row has no numbers, in the few words that a cell has room for; `None` if it
/// has numbers.
fn absence(row: &Row) -> Option<String> {
    row.measured().next().is_none().then(|| row.why_not().to_owned())
}

/// The same with the message of the failure.
fn failure(row: &Row) -> Option<String> {
    let failure = row.failures().last().filter(|_| row.measured().next().is_none())?;
    Some(format!("{}: {}", failure.kind.words(), first_line(&failure.message)))
}

/// What the rows without numbers said as they failed, for below a table; empty where
/// none failed.
fn failures(record: &Record, format: Format) -> String {
    let lines = record.rows.iter().filter_map(|row| {
        let why = failure(row)?;
        // A strategy's message is not ours, and may hold anything.
        Some(if format == Format::Page {
            let (label, why) = (escape(&row.label), escape(&why));
            format!("\n- {label}: <span class=\"failure\">{why}</span>")
        } else {
            format!("\n- {}: {why}", row.label)
        })
    });
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// The first line of a message, without the place in the sources where a panic was.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    match line.split_once(" (/") {
        Some((before, place)) if place.contains(".rs:") => {
            let open = before.matches('(').count();
            let left_open = open.saturating_sub(before.matches(')').count());
            format!("{before}{}", ")".repeat(left_open))
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use record::{Failure, FailureKind, Outcome, Sample, example};

    use super::*;

    #[test]
    fn where_a_panic_was_is_left_out() {
        assert_eq!(
            first_line(
                "killed (no thread: try later (/rustc/0123/library/std/src/x.rs:1:2))"
            ),
            "killed (no thread: try later)"
        );
        assert_eq!(first_line("cannot read (/tmp/x)"), "cannot read (/tmp/x)");
        assert_eq!(first_line("1) no thread (/x.rs:1:2)"), "1) no thread");
    }

    #[test]
    fn a_long_message_stands_below_the_table_and_does_not_widen_it() {
        let mut record = example::record(&[("loop", &[1.0; 6]), ("threads", &[])]);
        let message = format!("<b> {}", "too many open files ".repeat(20));
        let failure = Failure { kind: FailureKind::Error, message: message.clone() };
        record.rows[1].samples =
            vec![Sample { round: 1, outcome: Outcome::Failed(failure) }];
        let text = table::text(&record, Links::none(), Format::Page);
        let (table, below) = text.split_once("\n\n").expect("something below");
        assert!(table.lines().all(|line| line.chars().count() < 120), "{table}");
        assert!(below.contains("too many open files") && below.contains("&lt;b&gt;"));
    }
}
