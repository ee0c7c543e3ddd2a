//! A sentence about speed as a predicate over a record.
//!
//! The sentence and the predicate share their number: the text has one `{}`,
//! which is filled with the predicate's bound. A claim cannot say one thing
//! and check another.

use serde::Serialize;

use crate::format::{Ideal, Record, Row};
use crate::metric::{Metric, Unit};
use crate::stats::{self, Estimate};

/// A claim about one experiment.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What directives call it.
    pub id: &'static str,
    text: &'static str,
    of: Quantity,
    over: Quantity,
    bound: Bound,
}

/// What a claim compares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// A metric of a row, by the row's key.
    Row(&'static str, Metric),
    /// The record's ideal, in nanoseconds.
    Ideal,
    /// The wall time that a model predicts for a row, by its key.
    Predicted(&'static str),
    /// So many of a unit: the claim's bound counts in it. A KiB, for example,
    /// or one.
    Amount(f64, Unit),
}

impl Quantity {
    fn unit(self) -> Unit {
        match self {
            Self::Row(_, metric) => metric.unit(),
            Self::Ideal | Self::Predicted(_) => Unit::Time,
            Self::Amount(_, unit) => unit,
        }
    }

    fn row(self) -> Option<&'static str> {
        match self {
            Self::Row(key, _) | Self::Predicted(key) => Some(key),
            Self::Ideal | Self::Amount(..) => None,
        }
    }
}

/// Wall-clock time of a row: what most claims are about.
pub fn wall(row: &'static str) -> Quantity {
    Quantity::Row(row, Metric::Wall)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    AtLeast(f64),
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
}

impl Verdict {
    /// The verdict as pages print it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold here",
            Self::Undecided => "undecided",
        }
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

impl Claim {
    /// A claim that `of / over` is at least `bound`. `text` must hold one `{}`
    /// for the bound; a test of every chapter calls [`Self::check`].
    pub fn at_least(
        id: &'static str,
        text: &'static str,
        of: Quantity,
        over: Quantity,
        bound: f64,
    ) -> Self {
        Self { id, text, of, over, bound: Bound::AtLeast(bound) }
    }

    /// A claim that `of / over` is at most `bound`.
    pub fn at_most(
        id: &'static str,
        text: &'static str,
        of: Quantity,
        over: Quantity,
        bound: f64,
    ) -> Self {
        Self { id, text, of, over, bound: Bound::AtMost(bound) }
    }

    /// Whether the ratio is a value in some unit, and not so many times another.
    pub fn is_an_amount(&self) -> bool {
        matches!(self.over, Quantity::Amount(..))
    }

    /// The sentence, with its number.
    pub fn text(&self) -> String {
        let (Bound::AtLeast(bound) | Bound::AtMost(bound)) = self.bound;
        self.text.replacen("{}", &bound.to_string(), 1)
    }

    /// What is wrong with the claim itself, if anything: a text that does not
    /// name the bound, or a row that the experiment does not have.
    pub fn check(&self, rows: &[&str]) -> Result<(), String> {
        if self.text.matches("{}").count() != 1 {
            return Err(format!(
                "claim `{}`: its text must hold one {{}} for the bound",
                self.id
            ));
        }
        for key in [self.of, self.over].into_iter().filter_map(Quantity::row) {
            if !rows.contains(&key) {
                return Err(format!("claim `{}`: there is no row `{key}`", self.id));
            }
        }
        if !matches!(self.of, Quantity::Row(..)) {
            return Err(format!("claim `{}` is not about a row", self.id));
        }
        if self.of.unit() != self.over.unit() {
            return Err(format!("claim `{}` compares unlike metrics", self.id));
        }
        if self.of == self.over {
            return Err(format!("claim `{}` compares a quantity with itself", self.id));
        }
        Ok(())
    }

    /// The measured ratio that the claim is about; an error says why there is none.
    pub fn ratio(
        &self,
        rows: &[Row],
        ideal: Option<&Ideal>,
    ) -> Result<Estimate, String> {
        let row = |key: &str| -> Result<&Row, String> {
            let row = rows
                .iter()
                .find(|row| row.key == key)
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
        };
        let Quantity::Row(of, metric) = self.of else {
            return Err("the claim is not about a row".to_owned());
        };
        let of = row(of)?;
        let over_constant = |constant: f64| {
            let values: Vec<f64> = stats::values(of, metric)
                .iter()
                .map(|value| value / constant)
                .collect();
            stats::estimate(&values)
        };
        let estimate = match self.over {
            Quantity::Row(over, other) => {
                stats::paired((of, metric), (row(over)?, other))
            }
            Quantity::Ideal => {
                let ideal = ideal.ok_or("no ideal is known for these settings")?;
                over_constant(ideal.wall_ns as f64)
            }
            Quantity::Predicted(key) => {
                let predicted = row(key)?.predicted_wall_ns;
                let predicted =
                    predicted.ok_or("nothing is predicted for these settings")?;
                over_constant(predicted as f64)
            }
            Quantity::Amount(amount, _) => over_constant(amount),
        };
        estimate.ok_or_else(|| "no round has a sample of both".to_owned())
    }

    /// Judges the claim by a record.
    pub fn judge(&self, record: &Record) -> Judgement {
        let ratio = match self.ratio(&record.rows, record.ideal.as_ref()) {
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
            let reason =
                format!("too few rounds for an interval: {}", record.timed_rounds());
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
