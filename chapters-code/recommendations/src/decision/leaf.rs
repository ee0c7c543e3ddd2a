//! A case with what the records say of it.

use anyhow::{Context as _, Result};
use chapter::page;
use record::machine::MachineName;
use record::stats::{self, Estimate, Interval};
use record::{Metric, Record, Row, Setting, quantity};
use serde::Serialize;

use super::{At, Case, Fill, Kind};
use crate::listing;
use crate::pages::{Page, Pages};
use crate::shelf::{Judged, Shelf};

/// A case with what was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Leaf {
    /// The case in words.
    pub when: String,
    /// What to take.
    pub take: String,
    /// The page and place of its listing.
    pub listing: Option<String>,
    /// What it was compared with.
    pub instead_of: String,
    /// How many times better it came out.
    pub gain: Option<Estimate>,
    /// What so many times is, in words; or why there is nothing to compare.
    pub gain_words: String,
    /// Its peak memory, in bytes.
    pub memory_bytes: Option<f64>,
    /// How many times the other's, in paired rounds.
    pub memory_ratio: Option<Estimate>,
    /// The lines of code of its listing.
    pub lines: Option<usize>,
    /// How many more than the other's.
    pub more_lines: Option<i64>,
    /// The claim and its verdict; `None` where nothing was measured.
    #[serde(skip)]
    pub verdict: Option<Judged>,
    /// The page that shows it.
    #[serde(skip)]
    pub page: Page,
}

impl Leaf {
    /// The gain with its interval: `38.2× [37.1, 39.0]`.
    pub fn gained(&self) -> String {
        self.gain.map_or_else(|| "–".to_owned(), quantity::ratio)
    }

    /// The gain alone: `38.2×`.
    pub fn gained_shortly(&self) -> String {
        let alone = |gain: Estimate| format!("{}×", quantity::digits(gain.median));
        self.gain.map_or_else(|| "–".to_owned(), alone)
    }

    /// The interval of the gain: `[37.1, 39.0]`; empty where there is none.
    pub fn interval(&self) -> String {
        let interval = self.gain.and_then(|gain| gain.interval);
        interval.map_or_else(String::new, |Interval { low, high }| {
            format!("[{}, {}]", quantity::digits(low), quantity::digits(high))
        })
    }

    /// Whether the claim that it rests on holds.
    pub fn holds(&self) -> bool {
        self.verdict.as_ref().is_some_and(|judged| judged.class == "holds")
    }

    /// The sign of the verdict, if there is one.
    pub fn mark(&self) -> &str {
        self.verdict.as_ref().map_or("", |judged| judged.mark.as_str())
    }
}

/// Every case with what the shown machine's records say of it.
pub fn grow(kinds: &[Kind], shelf: &Shelf) -> Result<Vec<(&'static str, Vec<Leaf>)>> {
    let pages = Pages::read(&shelf.book)?;
    let grown = |kind: &Kind| {
        let leaves = kind.cases.iter().map(|case| {
            leaf(case, shelf, &pages)
                .with_context(|| format!("the case {:?} of {:?}", case.when, kind.work))
        });
        Ok((kind.work, leaves.collect::<Result<_>>()?))
    };
    kinds.iter().map(grown).collect()
}

fn leaf(case: &Case, shelf: &Shelf, pages: &Pages) -> Result<Leaf> {
    let At { chapter, experiment, .. } = case.at;
    let page = pages.of(chapter, experiment);
    let page = page.with_context(|| {
        format!("no page lists the claims of {chapter} {experiment}")
    })?;
    match shelf.shown(chapter, experiment)? {
        None => Ok(not_measured(case, page)),
        Some((machine, record)) => measured(case, page, shelf, &machine, &record),
    }
}

fn not_measured(case: &Case, page: &Page) -> Leaf {
    Leaf {
        when: case.when.replace("{}", "so many"),
        take: case.take.to_owned(),
        listing: None,
        instead_of: case.instead_of.to_owned(),
        gain: None,
        gain_words: "not measured".to_owned(),
        memory_bytes: None,
        memory_ratio: None,
        lines: None,
        more_lines: None,
        verdict: None,
        page: page.clone(),
    }
}

fn measured(
    case: &Case,
    page: &Page,
    shelf: &Shelf,
    machine: &MachineName,
    record: &Record,
) -> Result<Leaf> {
    let At { chapter, experiment, sweep } = case.at;
    let (take, other) = (row(record, case.take)?, row(record, case.instead_of)?);
    let claims = shelf.claims(machine, chapter, experiment)?;
    let verdict = claims.iter().find(|claim| claim.id == case.claim);
    let verdict =
        verdict.with_context(|| format!("there is no claim `{}`", case.claim))?;
    let name = |row: &Row| match &row.group {
        Some(group) if sweep => group.clone(),
        _ => row.label.clone(),
    };
    let gain = stats::paired_ratio(other, take, case.gain.metric);
    let gain_words = match gain {
        Some(_) => case.gain.words.to_owned(),
        None => why_not(take).or_else(|| why_not(other)).unwrap_or_default(),
    };
    let lines = listing::lines(&shelf.book, chapter, &take.source)?;
    let other_lines = listing::lines(&shelf.book, chapter, &other.source)?;
    let memory = stats::estimate(&stats::values(take, Metric::PeakRss));
    let (file, id) = page::listing(chapter, &take.source);
    Ok(Leaf {
        when: case.when.replace("{}", &filled(case, record, take)?),
        take: name(take),
        listing: Some(format!("{file}#{id}")),
        instead_of: name(other),
        gain,
        gain_words,
        memory_bytes: memory.map(|memory| memory.median),
        memory_ratio: stats::paired_ratio(take, other, Metric::PeakRss),
        lines: Some(lines),
        more_lines: Some(lines as i64 - other_lines as i64),
        verdict: Some(verdict.clone()),
        page: page.clone(),
    })
}

fn row<'r>(record: &'r Record, key: &str) -> Result<&'r Row> {
    record.row(key).with_context(|| {
        format!("{} {} has no row `{key}`", record.chapter, record.experiment)
    })
}

/// What stands for `{}` in the words of a case.
fn filled(case: &Case, record: &Record, take: &Row) -> Result<String> {
    Ok(match case.fill {
        Fill::Nothing => String::new(),
        Fill::Setting(name) => {
            let all = record.settings.overlaid_with(&take.settings);
            let setting = all.get(name);
            match setting.with_context(|| format!("there is no setting `{name}`"))? {
                Setting::Count(count) => quantity::count(*count as f64),
                other => other.to_string(),
            }
        }
        Fill::Time(key) => {
            let times = stats::values(row(record, key)?, Metric::Wall);
            stats::estimate(&times).map_or_else(
                || "so long".to_owned(),
                |time| quantity::time(time.median),
            )
        }
    })
}

/// Why a row has nothing to compare.
fn why_not(row: &Row) -> Option<String> {
    if row.measured().next().is_some() {
        return None;
    }
    let failure = row.failures().last();
    let why = failure.map_or("not measured", |failure| failure.kind.words());
    Some(format!("{}: {why}", row.label))
}
