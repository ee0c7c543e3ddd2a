//! A case with what the records say of it.

use anyhow::{Context as _, Result};
use chapter::page;
use record::stats::{self, Estimate, Interval};
use record::{Metric, Record, Row, Setting, Settings, quantity};
use serde::Serialize;

use super::{At, Case, Fill, Kind};
use crate::listing;
use crate::pages::{Page, Pages};
use crate::shelf::{Judged, Shelf};

/// The sign of a case that was not measured: no verdict has it.
const UNMEASURED: &str = "○";

/// A case with what was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Leaf {
    /// The case in words.
    pub when: String,
    /// What to take, if [`Leaf::advice`] says so.
    pub take: String,
    /// The page and place of its listing.
    pub listing: String,
    /// What it is compared with.
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
    pub lines: usize,
    /// How many more than the other's.
    pub more_lines: i64,
    /// Whether the record is of other code or settings than there are now.
    pub out_of_date: bool,
    /// The claim and its verdict; `None` where nothing was measured.
    #[serde(skip)]
    pub verdict: Option<Judged>,
    /// The page that shows it.
    #[serde(skip)]
    pub page: Page,
}

/// What a leaf says of what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// To take it.
    Take,
    /// That on this machine there is nothing to gain by it.
    NoGain,
    /// Nothing: it was not measured.
    Unknown,
}

impl Leaf {
    /// To take it, unless the claim does not bear that out and nothing was gained.
    pub fn advice(&self) -> Advice {
        match self.gain {
            None => Advice::Unknown,
            Some(gain) if !self.holds() && gain.median <= 1.0 => Advice::NoGain,
            Some(_) => Advice::Take,
        }
    }

    /// What to take; or that it gains nothing.
    pub fn advised(&self) -> String {
        match self.advice() {
            Advice::Take | Advice::Unknown => self.take.clone(),
            Advice::NoGain => format!("no gain: {}", self.take),
        }
    }

    /// The gain with its interval: `38.2× [37.1, 39.0]`; empty where there is none.
    pub fn gained(&self) -> String {
        self.gain.map_or_else(String::new, quantity::ratio)
    }

    /// The gain alone: `38.2×`; empty where there is none.
    pub fn gained_shortly(&self) -> String {
        let alone = |gain: Estimate| format!("{}×", quantity::digits(gain.median));
        self.gain.map_or_else(String::new, alone)
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

    /// The sign of the verdict, or of there being none.
    pub fn mark(&self) -> &str {
        self.verdict.as_ref().map_or(UNMEASURED, |judged| judged.mark.as_str())
    }

    /// What that sign means.
    pub fn words(&self) -> &str {
        self.verdict.as_ref().map_or("not measured", |judged| judged.words.as_str())
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
    let At { chapter, experiment, sweep } = case.at;
    let page = pages.of(chapter, experiment);
    let page = page.with_context(|| {
        format!("no page lists the claims of {chapter} {experiment}")
    })?;
    let shown = shelf.shown(chapter, experiment)?;
    let row = |key: &str| match &shown {
        Some((_, record)) => row(record, key).cloned(),
        None => shelf.unmeasured(chapter, experiment, key),
    };
    let (take, other) = (row(case.take)?, row(case.instead_of)?);
    let (mut verdict, mut out_of_date) = (None, false);
    if let Some((machine, _)) = &shown {
        let claims = shelf.claims(machine, chapter, experiment)?;
        let claim = claims.iter().find(|claim| claim.id == case.claim);
        let claim =
            claim.with_context(|| format!("there is no claim `{}`", case.claim))?;
        case.is_carried_by(claim)?;
        verdict = Some(claim.clone());
        out_of_date = shelf.standing(machine, chapter, experiment)?.is_out_of_date();
    }
    let record = shown.as_ref().map(|(_, record)| record);
    let name = |row: &Row| match &row.group {
        Some(group) if sweep => group.clone(),
        _ => row.label.clone(),
    };
    let gain = stats::paired_ratio(&other, &take, case.gain.metric);
    let gain_words = match gain {
        Some(_) => case.gain.words.to_owned(),
        None if shown.is_none() => "not measured".to_owned(),
        None => why_not(&take).or_else(|| why_not(&other)).unwrap_or_default(),
    };
    let lines = listing::lines(&shelf.book, chapter, &take.source)?;
    let other_lines = listing::lines(&shelf.book, chapter, &other.source)?;
    let memory = stats::estimate(&stats::values(&take, Metric::PeakRss));
    let (file, id) = page::listing(chapter, &take.source);
    Ok(Leaf {
        when: case.when.replace("{}", &filled(case, record, &take)?),
        take: name(&take),
        listing: format!("{file}#{id}"),
        instead_of: name(&other),
        gain,
        gain_words,
        memory_bytes: memory.map(|memory| memory.median),
        memory_ratio: stats::paired_ratio(&take, &other, Metric::PeakRss),
        lines,
        more_lines: lines as i64 - other_lines as i64,
        out_of_date,
        verdict,
        page: page.clone(),
    })
}

fn row<'r>(record: &'r Record, key: &str) -> Result<&'r Row> {
    record.row(key).with_context(|| {
        format!("{} {} has no row `{key}`", record.chapter, record.experiment)
    })
}

/// What stands for `{}` in the words of a case.
fn filled(case: &Case, record: Option<&Record>, take: &Row) -> Result<String> {
    Ok(match case.fill {
        Fill::Nothing => String::new(),
        Fill::Setting(name) => {
            let nothing = Settings::default();
            let common = record.map_or(&nothing, |record| &record.settings);
            match common.overlaid_with(&take.settings).get(name) {
                Some(Setting::Count(count)) => quantity::count(*count as f64),
                Some(other) => other.to_string(),
                // What is no row's own setting is the profile's, and there is none.
                None if record.is_none() => "so many".to_owned(),
                None => anyhow::bail!("there is no setting `{name}`"),
            }
        }
        Fill::Time(key) => {
            let times = match record {
                Some(record) => stats::values(row(record, key)?, Metric::Wall),
                None => Vec::new(),
            };
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
    Some(format!("{}: {}", row.label, row.why_not()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(gain: Option<f64>, class: &str) -> Leaf {
        let verdict = Judged { class: class.to_owned(), ..Judged::default() };
        Leaf {
            when: "always".to_owned(),
            take: "Threads".to_owned(),
            listing: String::new(),
            instead_of: "a loop".to_owned(),
            gain: gain.map(|median| Estimate { median, interval: None }),
            gain_words: String::new(),
            memory_bytes: None,
            memory_ratio: None,
            lines: 1,
            more_lines: 0,
            out_of_date: false,
            verdict: gain.map(|_| verdict),
            page: Page { file: String::new(), title: String::new() },
        }
    }

    #[test]
    fn what_gains_nothing_is_not_advised_unless_its_price_is_what_was_claimed() {
        let advice = |gain, class| leaf(gain, class).advice();
        assert_eq!(advice(Some(0.97), "does-not-apply"), Advice::NoGain);
        assert_eq!(advice(Some(1.0), "does-not-hold"), Advice::NoGain);
        assert_eq!(advice(Some(0.9), "holds"), Advice::Take);
        assert_eq!(advice(Some(1.1), "undecided"), Advice::Take);
        assert_eq!(advice(None, "holds"), Advice::Unknown);
        let gains_nothing = leaf(Some(0.97), "does-not-apply");
        assert_eq!(gains_nothing.advised(), "no gain: Threads");
    }

    #[test]
    fn what_was_not_measured_has_a_sign_of_its_own() {
        let unmeasured = leaf(None, "");
        assert_eq!((unmeasured.mark(), unmeasured.words()), ("○", "not measured"));
    }
}
