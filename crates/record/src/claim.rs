//! A sentence about speed as a predicate over a record.
//!
//! The sentence and the predicate share their number: the text has one `{}`,
//! which is filled with the predicate's bound. A claim cannot say one thing
//! and check another.

use serde::Serialize;

use crate::format::{Ideal, Record, Row};
use crate::stats::{self, Estimate, Metric};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A metric of a row, by the row's key.
    Row(&'static str, Metric),
    /// The record's ideal, in nanoseconds.
    Ideal,
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
        for quantity in [self.of, self.over] {
            if let Quantity::Row(key, _) = quantity
                && !rows.contains(&key)
            {
                return Err(format!("claim `{}`: there is no row `{key}`", self.id));
            }
        }
        if let (Quantity::Row(_, of), Quantity::Row(_, over)) = (self.of, self.over)
            && of != over
        {
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
        let estimate = match (self.of, self.over) {
            (Quantity::Row(of, metric), Quantity::Row(over, same))
                if metric == same =>
            {
                stats::paired_ratio(row(of)?, row(over)?, metric)
            }
            (Quantity::Row(of, metric), Quantity::Ideal) => {
                let ideal =
                    ideal.ok_or("no ideal is known for these settings")?.wall_ns as f64;
                let ratios: Vec<f64> = stats::values(row(of)?, metric)
                    .iter()
                    .map(|value| value / ideal)
                    .collect();
                stats::estimate(&ratios)
            }
            _ => return Err("the claim compares unlike quantities".to_owned()),
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
