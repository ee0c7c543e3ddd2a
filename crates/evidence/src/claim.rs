//! A sentence about speed as a predicate over a record.
//!
//! The sentence and the predicate share their number: the text has one `{}`,
//! which is filled with the predicate's bound. A claim cannot say one thing
//! and check another. What stands after the `{}` says in what the bound counts,
//! and what was measured is told in the same: `{} times` or `{}×`,
//! `{} %`, `{} KiB`.

use std::ops::RangeInclusive;

use record::config::{Plan, Ratio};
use record::stats::{self, Estimate};
use record::{Ideal, Record, Row, Trace, near};
use serde::Serialize;

use crate::compared::Quantity;
use crate::quantity;
use crate::trace::TraceMetric;

/// A claim about one experiment.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What directives call it.
    pub id: String,
    text: String,
    of: Quantity,
    over: Quantity,
    bound: Bound,
    /// It is only about machines with so many usable cores.
    cores: RangeInclusive<u64>,
}

/// Any number of cores.
const ANY: RangeInclusive<u64> = 1..=u64::MAX;

/// The bound of a claim: what it says of its first quantity over its second.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// So many times, or more.
    AtLeast(f64),
    /// So many times, or less.
    AtMost(f64),
}

/// What the record says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval satisfies the bound.
    Holds,
    /// The whole interval violates it.
    DoesNotHold,
    /// The interval contains the bound, or there is none.
    Undecided,
    /// The machine has fewer cores than the claim is about, or more.
    DoesNotApply,
}

impl Verdict {
    /// Its sign, and the class that the style sheet knows it by.
    pub fn mark(self) -> (&'static str, &'static str) {
        match self {
            Self::Holds => ("✓", "holds"),
            Self::DoesNotHold => ("✗", "does-not-hold"),
            Self::Undecided => ("?", "undecided"),
            Self::DoesNotApply => ("–", "does-not-apply"),
        }
    }

    /// The verdict as pages print it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold here",
            Self::Undecided => "undecided",
            Self::DoesNotApply => "does not apply here",
        }
    }
}

/// What a claim is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The rows, with their samples.
    pub rows: &'a [Row],
    /// The traces taken so far.
    pub traces: &'a [Trace],
    /// The time below which no strategy can get.
    pub ideal: Option<&'a Ideal>,
    /// How many cores could be used.
    pub cores_usable: u64,
}

impl<'a> From<&'a Record> for Evidence<'a> {
    fn from(record: &'a Record) -> Self {
        Self {
            rows: &record.rows,
            traces: &record.traces,
            ideal: record.ideal.as_ref(),
            cores_usable: record.environment.cores_usable,
        }
    }
}

impl Evidence<'_> {
    /// The row with this key, if all its samples can be used.
    fn row(&self, key: &str) -> Result<&Row, String> {
        let row = self
            .rows
            .iter()
            .find(|row| row.key == key && !row.samples.is_empty())
            .ok_or_else(|| format!("`{key}` was not measured"))?;
        let failures = row.failures().count();
        match row.failures().last() {
            // The samples that got through are not a fair choice of them all.
            Some(failure) => Err(format!(
                "{failures} of {} samples of `{key}` failed: {}",
                row.samples.len(),
                failure.kind.words()
            )),
            None => Ok(row),
        }
    }

    /// A metric of every trace of a row.
    fn traced(&self, key: &str, metric: TraceMetric) -> Vec<f64> {
        let traces = self.traces.iter().filter(|trace| trace.row == key);
        traces.filter_map(|trace| metric.of(trace)).collect()
    }

    /// What a whole record has one value of, or one estimate.
    fn of_all(&self, quantity: &Quantity) -> Result<Estimate, String> {
        Ok(Estimate::exact(match quantity {
            Quantity::Ideal => {
                self.ideal.ok_or("no ideal is known for these settings")?.wall_ns as f64
            }
            Quantity::Predicted(key) => {
                let predicted = self.row(key)?.predicted_wall_ns;
                predicted.ok_or("nothing is predicted for these settings")? as f64
            }
            Quantity::Cores(most) => self.cores_usable.min(*most) as f64,
            Quantity::Amount(amount, _) => *amount,
            Quantity::Row(key, metric) => {
                let values = stats::values(self.row(key)?, *metric);
                return Ok(stats::estimate(&values).ok_or("it was not measured")?);
            }
            Quantity::Traced(key, metric) => {
                let values = self.traced(key, *metric);
                return Ok(stats::estimate(&values).ok_or("it was not traced")?);
            }
        }))
    }
}

/// A verdict with the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The measured ratio; `None` where a row has no samples.
    pub ratio: Option<Estimate>,
    /// Why it is undecided, where the ratio alone does not say.
    pub reason: Option<String>,
}

impl Judgement {
    /// What was measured, and why that is not enough, where it is not.
    pub fn evidence(&self, claim: &Claim) -> String {
        let ratio = self.ratio.map(|ratio| claim.measured(ratio));
        [ratio, self.reason.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl Claim {
    /// A claim about the first quantity over the second. `text` must hold one `{}`
    /// for the bound: see [`Self::check`].
    ///
    /// ```
    /// use evidence::claim::{Bound, Claim, Verdict};
    /// use evidence::compared::wall;
    ///
    /// let text = "Async is at least {} times as fast as the loop.";
    /// let compared = [wall("loop"), wall("async")];
    /// let claim = Claim::new("async-gains", text, compared, Bound::AtLeast(3.0));
    /// let record = record::example::record(&[("loop", &[8.0; 6]), ("async", &[2.0; 6])]);
    /// assert_eq!(claim.judge(&record).verdict, Verdict::Holds);
    /// ```
    pub fn new(id: &str, text: &str, [of, over]: [Quantity; 2], bound: Bound) -> Self {
        let (id, text) = (id.to_owned(), text.to_owned());
        Self { id, text, of, over, bound, cores: ANY }
    }

    /// The same claim, about machines with at least so many usable cores. Its
    /// text does not say so: the verdict does, where there are fewer.
    pub fn on_cores(mut self, cores: u64) -> Self {
        self.cores = cores..=*self.cores.end();
        self
    }

    /// The same claim, about machines with at most so many usable cores, such as
    /// one about tasks that have to wait for a core.
    pub fn on_at_most(mut self, cores: u64) -> Self {
        self.cores = *self.cores.start()..=cores;
        self
    }

    /// The rows whose traces it needs, by key.
    pub fn traced(&self) -> impl Iterator<Item = &str> {
        [&self.of, &self.over].into_iter().filter_map(|quantity| match quantity {
            Quantity::Traced(key, _) => Some(key.as_str()),
            _ => None,
        })
    }

    /// The ratio, or the value, that a measurement has to know precisely for it.
    pub fn needs_precise(&self) -> Option<Ratio> {
        let Quantity::Row(of, metric) = &self.of else { return None };
        let over = match &self.over {
            Quantity::Row(over, metric) => Some((over.clone(), *metric)),
            _ => None,
        };
        Some(Ratio { of: (of.clone(), *metric), over })
    }

    /// The two quantities that it compares: the first is divided by the second.
    pub fn compares(&self) -> [&Quantity; 2] {
        [&self.of, &self.over]
    }

    /// What it says of the first over the second.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// The sentence, with its number.
    pub fn text(&self) -> String {
        let (Bound::AtLeast(bound) | Bound::AtMost(bound)) = self.bound;
        let bound = if self.is_a_share() {
            // Without what a binary fraction leaves behind: 30 %, not 30.000000000000004 %.
            (bound * 1e8).round() / 1e6
        } else {
            bound
        };
        self.text.replacen("{}", &bound.to_string(), 1)
    }

    fn is_a_share(&self) -> bool {
        self.text.contains("{} %")
    }

    /// What was measured, in the unit of the sentence: so many times, a share, a
    /// size, or how many.
    pub fn measured(&self, ratio: Estimate) -> String {
        match self.over {
            _ if self.is_a_share() => quantity::share(ratio),
            Quantity::Amount(amount, unit) => quantity::so_many(ratio, amount, unit),
            _ if self.text.contains("{} times") || self.text.contains("{}×") => {
                quantity::ratio(ratio)
            }
            _ => quantity::amount(ratio),
        }
    }

    /// What is wrong with the claim itself, if anything: a text that does not
    /// name the bound, or quantities that cannot be compared.
    pub fn check(&self) -> Result<(), String> {
        if self.text.matches("{}").count() != 1 {
            return Err("its text has to hold one {} for the bound".to_owned());
        }
        Self::check_compared(&self.of, &self.over)
    }

    /// What is wrong with two quantities that are to be compared, if anything.
    pub fn check_compared(of: &Quantity, over: &Quantity) -> Result<(), String> {
        if !matches!(of, Quantity::Row(..) | Quantity::Traced(..)) {
            return Err(format!("`of = \"{of}\"` is not about a row"));
        }
        if of.unit() != over.unit() {
            return Err(format!("`{of}` and `{over}` have unlike units"));
        }
        if of == over {
            return Err(format!("it compares `{of}` with itself"));
        }
        Ok(())
    }

    /// Refuses rows that the experiment does not have, and what its measurement does
    /// not bring: a ratio that nobody makes precise, or traces that are not taken.
    pub fn check_measured(&self, rows: &[&str], plan: &Plan) -> Result<(), String> {
        for key in self.compares().into_iter().filter_map(Quantity::row) {
            if !rows.contains(&key) {
                return Err(near::unknown("row", key, rows));
            }
        }
        if let Some(key) =
            self.traced().find(|key| !plan.traced_often.iter().any(|row| row == key))
        {
            return Err(format!(
                "it is about traces of `{key}`, which are not taken: name the row in \
                 `traced-often` of config.toml"
            ));
        }
        match self.needs_precise() {
            Some(ratio)
                if !plan.precise.iter().any(|known| known.is_same_as(&ratio)) =>
            {
                Err(format!(
                    "no measurement makes the ratio precise: add \"{ratio}\" to `precise` \
                     of config.toml"
                ))
            }
            _ => Ok(()),
        }
    }

    /// The measured ratio that the claim is about; an error says why there is none.
    pub fn ratio(&self, evidence: Evidence<'_>) -> Result<Estimate, String> {
        ratio(&self.of, &self.over, evidence)
    }

    /// Judges the claim by a record.
    pub fn judge(&self, record: &Record) -> Judgement {
        let usable = record.environment.cores_usable;
        if !self.cores.contains(&usable) {
            let about = if usable < *self.cores.start() {
                format!("{} cores or more", self.cores.start())
            } else {
                format!("{} cores at most", self.cores.end())
            };
            return Judgement {
                verdict: Verdict::DoesNotApply,
                ratio: self.ratio(record.into()).ok(),
                reason: Some(format!("it is about {about}, and {usable} can be used")),
            };
        }
        let ratio = match self.ratio(record.into()) {
            Ok(ratio) => ratio,
            Err(reason) => {
                return Judgement {
                    verdict: Verdict::Undecided,
                    ratio: None,
                    reason: Some(reason),
                };
            }
        };
        let Some(interval) = ratio.interval else {
            let reason = match self.of {
                Quantity::Traced(..) => "too few traces for an interval".to_owned(),
                _ => {
                    format!("too few rounds for an interval: {}", record.timed_rounds())
                }
            };
            return Judgement {
                verdict: Verdict::Undecided,
                ratio: Some(ratio),
                reason: Some(reason),
            };
        };
        let (satisfied, violated) = match self.bound {
            Bound::AtLeast(bound) => (interval.low >= bound, interval.high < bound),
            Bound::AtMost(bound) => (interval.high <= bound, interval.low > bound),
        };
        let verdict = match (satisfied, violated) {
            (true, _) => Verdict::Holds,
            (_, true) => Verdict::DoesNotHold,
            _ => Verdict::Undecided,
        };
        Judgement { verdict, ratio: Some(ratio), reason: None }
    }
}

/// A measured quantity over another; an error says why there is none. Two rows are
/// compared round by round; all else is divided by one value.
pub fn ratio(
    of: &Quantity,
    over: &Quantity,
    evidence: Evidence<'_>,
) -> Result<Estimate, String> {
    let values = match (of, over) {
        (Quantity::Row(of, metric), Quantity::Row(over, other)) => {
            let rows = (evidence.row(of)?, evidence.row(over)?);
            return stats::paired((rows.0, *metric), (rows.1, *other))
                .ok_or_else(|| "there is a round that cannot be compared".to_owned());
        }
        (Quantity::Row(of, metric), _) => stats::values(evidence.row(of)?, *metric),
        (Quantity::Traced(of, metric), _) => {
            evidence.row(of)?;
            evidence.traced(of, *metric)
        }
        _ => return Err("it is not about a row".to_owned()),
    };
    let over = evidence.of_all(over)?;
    let estimate = stats::estimate(&values).ok_or_else(|| match of {
        Quantity::Traced(..) => "it was not traced".to_owned(),
        _ => "it was not measured".to_owned(),
    })?;
    Ok(estimate.over(over))
}

/// What was measured of one quantity over another, in words: how many times, or how
/// many of an amount.
pub fn ratio_in_words(over: &Quantity, ratio: Estimate) -> String {
    match over {
        Quantity::Amount(amount, unit) => quantity::so_many(ratio, *amount, *unit),
        _ => quantity::ratio(ratio),
    }
}
