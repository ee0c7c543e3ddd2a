//! What a reader is asked to guess before the result is seen, and what a record answers.
//!
//! The answer is never typed: it is a ratio, an order, a row or a verdict, of the record
//! that is shown.

use record::stats::{self, Estimate};
use record::{Metric, Record, Row, near};

use crate::claim::{self, Claim, Evidence, Judgement};
use crate::compared::Quantity;

/// A question that a record answers.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// What directives call it.
    pub name: String,
    /// The question.
    pub text: String,
    /// What is to be guessed.
    pub guess: Guess,
}

/// What is to be guessed.
#[derive(Clone, Debug)]
pub enum Guess {
    /// How many times the second quantity the first is.
    Ratio(Quantity, Quantity),
    /// The order of rows, by a metric, the smallest first.
    Order(Vec<String>, Metric),
    /// The row whose metric is the smallest or, if so said, the largest.
    Choice {
        /// The rows to choose from, by key.
        rows: Vec<String>,
        /// By what.
        metric: Metric,
        /// Whether the largest wins.
        largest: bool,
    },
    /// Whether a claim holds, by its id.
    Verdict(String),
}

/// What a record answers.
#[derive(Clone, Debug)]
pub enum Answer<'a> {
    /// How many times.
    Ratio(Estimate),
    /// The rows with their estimates, in order. The first is also what was to be chosen.
    Order(Vec<(&'a Row, Estimate)>),
    /// The verdict, and what it rests on.
    Verdict(Judgement),
}

impl Prediction {
    /// What a record answers; an error says why it does not.
    pub fn answer<'a>(
        &self,
        claims: &[Claim],
        record: &'a Record,
    ) -> Result<Answer<'a>, String> {
        match &self.guess {
            Guess::Ratio(of, over) => {
                claim::ratio(of, over, Evidence::from(record)).map(Answer::Ratio)
            }
            Guess::Order(rows, metric) => {
                ordered(record, rows, *metric).map(Answer::Order)
            }
            Guess::Choice { rows, metric, largest } => {
                let mut order = ordered(record, rows, *metric)?;
                if *largest {
                    order.reverse();
                }
                Ok(Answer::Order(order))
            }
            Guess::Verdict(id) => {
                let claim = self
                    .claim(claims)
                    .ok_or_else(|| format!("there is no claim `{id}`"))?;
                Ok(Answer::Verdict(claim.judge(record)))
            }
        }
    }

    /// The keys of the rows that are to be ordered, or chosen from.
    pub fn options(&self) -> &[String] {
        match &self.guess {
            Guess::Order(rows, _) | Guess::Choice { rows, .. } => rows,
            Guess::Ratio(..) | Guess::Verdict(_) => &[],
        }
    }

    /// The claim that it asks about, if it asks about one.
    pub fn claim<'a>(&self, claims: &'a [Claim]) -> Option<&'a Claim> {
        let Guess::Verdict(id) = &self.guess else { return None };
        claims.iter().find(|claim| claim.id == *id)
    }

    /// The keys of all the rows that its answer needs.
    pub fn rows<'a>(&'a self, claims: &'a [Claim]) -> Vec<&'a str> {
        match self.claim(claims) {
            Some(claim) => {
                claim.compares().into_iter().filter_map(Quantity::row).collect()
            }
            None => self.own_rows(),
        }
    }

    /// The keys of the rows that it names itself.
    fn own_rows(&self) -> Vec<&str> {
        match &self.guess {
            Guess::Ratio(of, over) => {
                [of, over].into_iter().filter_map(Quantity::row).collect()
            }
            _ => self.options().iter().map(String::as_str).collect(),
        }
    }

    /// Refuses rows that the experiment does not have.
    pub fn check_rows(&self, known: &[&str]) -> Result<(), String> {
        match self.own_rows().into_iter().find(|key| !known.contains(key)) {
            Some(key) => Err(near::unknown("row", key, known)),
            None => Ok(()),
        }
    }
}

/// Whether two values cannot be told apart: their intervals overlap.
pub fn alike(one: Estimate, other: Estimate) -> bool {
    let bounds = |estimate: Estimate| {
        estimate
            .interval
            .map_or((estimate.median, estimate.median), |it| (it.low, it.high))
    };
    let ((low, high), (other_low, other_high)) = (bounds(one), bounds(other));
    low <= other_high && other_low <= high
}

/// The rows with their estimates, the smallest first.
fn ordered<'a>(
    record: &'a Record,
    keys: &[String],
    metric: Metric,
) -> Result<Vec<(&'a Row, Estimate)>, String> {
    let estimate = |key: &String| {
        let row = record.row(key);
        let row = row.ok_or_else(|| format!("`{key}` is not recorded yet"))?;
        let estimate = stats::estimate(&stats::values(row, metric));
        Ok((row, estimate.ok_or_else(|| format!("`{key}` was not measured"))?))
    };
    let mut order = keys.iter().map(estimate).collect::<Result<Vec<_>, String>>()?;
    order.sort_by(|(_, one), (_, other)| one.median.total_cmp(&other.median));
    Ok(order)
}

#[cfg(test)]
mod tests {
    use record::example;

    use super::*;
    use crate::analysis::Analysis;

    fn answer(entry: &str) -> String {
        let text = format!(
            "question = \"\"\n[[predictions]]\nname = \"p\"\ntext = \"?\"\n{entry}"
        );
        let analysis = Analysis::parse(&text).expect("valid");
        let record =
            example::record(&[("a", &[4.0; 6]), ("b", &[2.0; 6]), ("c", &[3.0; 6])]);
        match analysis.predictions[0].answer(&analysis.claims, &record) {
            Ok(Answer::Ratio(ratio)) => ratio.median.to_string(),
            Ok(Answer::Order(rows)) => rows
                .iter()
                .map(|(row, _)| row.key.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            Ok(Answer::Verdict(judgement)) => judgement.verdict.words().to_owned(),
            Err(why) => why,
        }
    }

    #[test]
    fn the_record_answers_each_kind_of_question() {
        assert_eq!(answer("of = \"a\"\nover = \"b\""), "2");
        assert_eq!(answer("order = [\"a\", \"b\", \"c\"]"), "b c a");
        assert_eq!(answer("choose = [\"a\", \"c\"]\nlargest = true"), "a c");
        assert_eq!(answer("choose = [\"a\", \"d\"]"), "`d` is not recorded yet");
        let claim = "claim = \"x\"\n[[claims]]\nid = \"x\"\ntext = \"{} times\"\n\
                     of = \"a\"\nover = \"b\"\nat-least = 1.5";
        assert_eq!(answer(claim), "holds");
    }
}
