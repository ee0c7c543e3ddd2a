//! `watched`: whether a page that is open while something is measured slows it. What is
//! known of it is a record beside those of the chapters, which `cargo xtask
//! bench-watched` writes: each row twice, with the page open and with no browser.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{ArgMatches, Command};
use evidence::claim::{Bound, Claim, Verdict};
use evidence::compared::wall;
use record::{Record, Row};
use show::page::escape;
use show::{Format, View, records};

use crate::query::Query;

/// How many times as long it may take with the page open.
const BOUND: f64 = 1.05;

/// How the keys of rows end that were measured with the page open, and with no browser.
pub const ENDINGS: [&str; 2] = ["-watched", "-alone"];

/// Where a machine's record is, within the folder of records.
pub fn path(charts: &Path, machine: &str) -> PathBuf {
    charts.join(machine).join("watched.json")
}

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("watched")
        .about("Whether a page that is open slows what is measured")
        .args(View::flags())
}

/// What it prints.
pub fn text(query: &Query<'_>, _matches: &ArgMatches) -> Result<String> {
    let store = query.library.store();
    let mut text = String::new();
    for machine in store.recorded_machines()? {
        let path = path(store.root(), machine.as_str());
        if path.is_file() {
            let record = records::read(&path)?;
            writeln!(text, "{}", judged(&record, machine.as_str(), query.view.format))?;
        }
    }
    if text.is_empty() {
        text =
            "(no machine has measured it yet: `cargo xtask bench-watched NAME`)".into();
    }
    Ok(text.trim_end().to_owned())
}

/// What a machine's record shows, a line a row.
pub fn judged(record: &Record, machine: &str, format: Format) -> String {
    let shown = |words: &str| match format {
        Format::Page => escape(words),
        _ => words.to_owned(),
    };
    let pairs = record.timed_rounds();
    let mut text = format!(
        "{}, {pairs} pairs, measured {}. The claim on each row: with the page open it takes \
         at most {BOUND}× the time.\n\n",
        shown(machine),
        record.started_utc
    );
    for row in &record.rows {
        if let Some((verdict, evidence)) = judge(record, row) {
            let (mark, _) = verdict.mark();
            let (label, words) = (shown(&row.label), verdict.words());
            let _ = writeln!(text, "- {label}: {mark} {words}, {evidence}");
        }
    }
    text
}

/// What is claimed of a row that was measured with the page open.
fn judge(record: &Record, row: &Row) -> Option<(Verdict, String)> {
    let key = row.key.strip_suffix(ENDINGS[0])?;
    let alone = wall(&format!("{key}{}", ENDINGS[1]));
    let claim =
        Claim::new("watched", "{}×", [wall(&row.key), alone], Bound::AtMost(BOUND));
    let judged = claim.judge(record);
    Some((judged.verdict, judged.evidence(&claim)))
}

#[cfg(test)]
mod tests {
    use record::example;

    use super::*;

    #[test]
    fn each_row_is_judged_by_what_it_took_without_the_page() {
        let record = example::record(&[
            ("loop-watched", &[10.0; 6]),
            ("loop-alone", &[10.0; 6]),
            ("slow-watched", &[11.0; 6]),
            ("slow-alone", &[10.0; 6]),
            ("few-watched", &[10.0; 2]),
            ("few-alone", &[10.0; 2]),
        ]);
        let text = judged(&record, "small", Format::Text);
        let lines: Vec<&str> = text.lines().filter(|it| it.starts_with('-')).collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].contains("✓ holds, 1.00×"), "{text}");
        assert!(lines[1].contains("does not hold here, 1.10×"), "{text}");
        assert!(lines[2].contains("undecided"), "{text}");
    }
}
