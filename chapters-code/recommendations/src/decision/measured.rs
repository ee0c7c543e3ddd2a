//! A case with what the records say of it.

use anyhow::{Context as _, Result, anyhow};
use evidence::claim::Verdict;
use evidence::quantity;
use record::stats::{self, Estimate, Interval};
use record::{Metric, Record, Row, Setting, Settings};
use serde::Serialize;
use show::pages::Page;

use super::{Case, Fill, Program};
use crate::query::Query;
use crate::verdict::Judged;

/// The sign of a case that was not measured: no verdict has it.
const UNMEASURED: &str = "○";

/// A case with what was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// The case in words.
    pub when: String,
    /// What to take, if [`Measured::advice`] says so.
    pub take: String,
    /// The page and place of its listing.
    pub listing: String,
    /// What it is compared with.
    pub instead_of: String,
    /// How many times better it came out.
    pub gain: Option<Estimate>,
    /// What the gain counts, in words; or why there is nothing to compare.
    pub gain_words: String,
    /// Its peak memory, in bytes.
    pub memory_bytes: Option<f64>,
    /// How many times the other's, in paired rounds.
    pub memory_ratio: Option<Estimate>,
    /// Whether the record is of other code or settings than there are now.
    pub out_of_date: bool,
    /// The claim and its verdict; `None` where nothing was measured.
    #[serde(skip)]
    pub verdict: Option<Judged>,
    /// The page that shows it.
    #[serde(skip)]
    pub page: Page,
}

/// What is said of what a case names.
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

impl Measured {
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

    /// The gain: `38.2×`; empty where there is none.
    pub fn gained(&self) -> String {
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
        self.verdict.as_ref().is_some_and(|judged| judged.verdict == Verdict::Holds)
    }

    /// The claim in words, where the gain alone does not show what its verdict is about:
    /// where its interval does not lie above one, or the claim does not hold.
    pub fn claimed(&self) -> &str {
        let interval = self.gain.and_then(|gain| gain.interval);
        let gains = interval.is_some_and(|interval| interval.low > 1.0);
        match &self.verdict {
            Some(judged) if !gains || !self.holds() => &judged.text,
            _ => "",
        }
    }

    /// The sign of the verdict, or of there being none.
    pub fn mark(&self) -> &'static str {
        self.verdict.as_ref().map_or(UNMEASURED, Judged::mark)
    }
}

/// A program, and its cases with what was measured.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The program.
    pub program: Program,
    /// Its cases, in the same order.
    pub cases: Vec<Measured>,
}

/// The programs, each case with what the shown machine's records say of it.
pub fn decided(programs: Vec<Program>, query: &Query<'_>) -> Result<Vec<Decided>> {
    let one = |program: Program| {
        let cases = program.cases.iter().map(|case| {
            measured(case, query)
                .with_context(|| format!("the case {:?} of {}", case.when, program.id))
        });
        Ok(Decided { cases: cases.collect::<Result<_>>()?, program })
    };
    programs.into_iter().map(one).collect()
}

fn measured(case: &Case, query: &Query<'_>) -> Result<Measured> {
    let (chapter, experiment) = (case.chapter.as_str(), case.experiment.as_str());
    let pages = query.library.pages();
    let page = pages.of(chapter, experiment).with_context(|| {
        format!("no page lists the claims of {chapter} {experiment}")
    })?;
    let analysis = query.library.analysis(chapter, experiment)?;
    let claim = analysis.claim(&case.claim).map_err(|why| anyhow!(why))?;
    case.is_carried_by(claim)?;
    let Some(shown) = query.shown(chapter, experiment)? else {
        return Ok(unmeasured(case, page));
    };
    // What a small profile leaves out, another machine has, with all that it is compared
    // with.
    let lent = shown.lender_of([case.take.as_str(), &case.instead_of]);
    let record = lent.map_or(&*shown.record, |lent| &lent.record);
    let is_newer = |key: &str| !shown.stale.is_empty() && record.row(key).is_none();
    if is_newer(&case.take) || is_newer(&case.instead_of) {
        return Ok(unmeasured(case, page));
    }
    let (take, other) = (row(record, &case.take)?, row(record, &case.instead_of)?);
    let name = |row: &Row| {
        let name = match &row.group {
            Some(group) if case.sweep => group,
            _ => &row.label,
        };
        lent.map_or(name.clone(), |lent| format!("{name} ({})", lent.machine))
    };
    let gain = stats::paired_ratio(other, take, case.metric());
    let gain_words = match gain {
        Some(_) => case.words.clone(),
        None => why_not(take).or_else(|| why_not(other)).unwrap_or_default(),
    };
    let memory = stats::estimate(&stats::values(take, Metric::PeakRss));
    let listing = pages.listing(chapter, &take.source, Some(page));
    let listing = listing.map(|listing| format!("{}#{}", listing.page, listing.id));
    Ok(Measured {
        when: case.when.replace("{}", &filled(case, record, take)?),
        take: name(take),
        listing: listing.unwrap_or_else(|| page.file.clone()),
        instead_of: name(other),
        gain,
        gain_words,
        memory_bytes: memory.map(|memory| memory.median),
        memory_ratio: stats::paired_ratio(take, other, Metric::PeakRss),
        out_of_date: !shown.stale.is_empty(),
        verdict: Some(Judged::by(claim, record)),
        page: page.clone(),
    })
}

/// A case of which there is no record: it has its rows' keys for names.
fn unmeasured(case: &Case, page: &Page) -> Measured {
    Measured {
        when: case.when.replace("{}", "many"),
        take: case.take.clone(),
        listing: page.file.clone(),
        instead_of: case.instead_of.clone(),
        gain: None,
        gain_words: "not measured".to_owned(),
        memory_bytes: None,
        memory_ratio: None,
        out_of_date: false,
        verdict: None,
        page: page.clone(),
    }
}

fn row<'r>(record: &'r Record, key: &str) -> Result<&'r Row> {
    record.row(key).with_context(|| {
        format!("{} {} has no row `{key}`", record.chapter, record.experiment)
    })
}

/// What stands for `{}` in the words of a case.
fn filled(case: &Case, record: &Record, take: &Row) -> Result<String> {
    Ok(match case.fill()? {
        Fill::Nothing => String::new(),
        Fill::Setting(name) => {
            let all: Settings = record.settings.overlaid_with(&take.settings);
            match all.get(name) {
                Some(Setting::Count(count)) => quantity::count(*count as f64),
                Some(other) => other.to_string(),
                None => anyhow::bail!("there is no setting `{name}`"),
            }
        }
        Fill::Time(key) => {
            let times = stats::values(row(record, key)?, Metric::Wall);
            stats::estimate(&times).map_or_else(
                || "a while".to_owned(),
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

    fn case(gain: Option<f64>, verdict: Verdict) -> Measured {
        let judged = || Judged {
            id: String::new(),
            text: String::new(),
            verdict,
            evidence: String::new(),
        };
        Measured {
            when: "always".to_owned(),
            take: "Threads".to_owned(),
            listing: String::new(),
            instead_of: "a loop".to_owned(),
            gain: gain.map(|median| Estimate { median, interval: None }),
            gain_words: String::new(),
            memory_bytes: None,
            memory_ratio: None,
            out_of_date: false,
            verdict: gain.map(|_| judged()),
            page: Page { file: String::new(), title: String::new() },
        }
    }

    #[test]
    fn what_gains_nothing_is_not_advised_unless_its_price_is_what_was_claimed() {
        let advice = |gain, verdict| case(gain, verdict).advice();
        assert_eq!(advice(Some(0.97), Verdict::DoesNotApply), Advice::NoGain);
        assert_eq!(advice(Some(1.0), Verdict::DoesNotHold), Advice::NoGain);
        assert_eq!(advice(Some(0.9), Verdict::Holds), Advice::Take);
        assert_eq!(advice(Some(1.1), Verdict::Undecided), Advice::Take);
        assert_eq!(advice(None, Verdict::Holds), Advice::Unknown);
        let gains_nothing = case(Some(0.97), Verdict::DoesNotApply);
        assert_eq!(gains_nothing.advised(), "no gain: Threads");
    }

    #[test]
    fn what_was_not_measured_has_a_sign_of_its_own() {
        let unmeasured = case(None, Verdict::Undecided);
        assert_eq!(unmeasured.mark(), "○");
    }
}
