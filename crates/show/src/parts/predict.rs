//! `show … predict [NAMES]`: what to guess before one looks, and what a record answers.
//!
//! On a page each question has its answer folded below it, which is whole without
//! scripts. What `book/theme/predict.js` needs to make a form of it, and to judge a guess,
//! stands beside it as JSON.

use std::fmt::Write as _;

use anyhow::{Result, anyhow, ensure};
use evidence::Analysis;
use evidence::claim::{self, Bound, Judgement, Verdict};
use evidence::compared::Quantity;
use evidence::prediction::{Answer, Guess, Prediction, alike};
use evidence::quantity;
use record::machine::MachineName;
use record::stats::Estimate;
use record::{Metric, Record, Row, Unit, near};
use serde_json::{Value, json};

use crate::page::{escape, with_code};
use crate::shown::Shown;
use crate::view::Format;

pub(super) fn text(
    analysis: &Analysis,
    shown: &Shown,
    names: Option<&str>,
    format: Format,
) -> Result<String> {
    let predictions = chosen(analysis, names)?;
    ensure!(!predictions.is_empty(), "nothing is asked of this experiment");
    let asked = predictions.into_iter().map(|one| Asked::of(one, analysis, shown));
    Ok(match format {
        Format::Json => serde_json::to_string_pretty(
            &asked.map(|one| one.json()).collect::<Vec<_>>(),
        )?,
        Format::Text => {
            let one = |(number, one): (usize, Asked<'_>)| {
                let Prediction { text, .. } = one.question;
                let (options, words) = (one.options_in_words(), one.words());
                format!("{}. {text}{options}\n   Measured: {words}", number + 1)
            };
            asked.enumerate().map(one).collect::<Vec<_>>().join("\n")
        }
        // One block of HTML, which Markdown would end at a blank line.
        Format::Page => format!(
            "<div class=\"predict\">\n<p><b>Predict first.</b></p>\n<ul>\n{}</ul>\n</div>\n",
            asked.map(|one| one.item()).collect::<String>()
        ),
    })
}

/// The predictions of these names, separated by commas, or all.
fn chosen<'a>(
    analysis: &'a Analysis,
    names: Option<&str>,
) -> Result<Vec<&'a Prediction>> {
    let all = &analysis.predictions;
    let Some(names) = names else { return Ok(all.iter().collect()) };
    let one = |name: &str| {
        all.iter().find(|one| one.name == name).ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
            anyhow!(near::unknown("prediction", name, &known))
        })
    };
    names.split(',').map(|name| one(name.trim())).collect()
}

/// A question, and the record that answers it.
struct Asked<'a> {
    question: &'a Prediction,
    analysis: &'a Analysis,
    record: &'a Record,
    /// Whose the record is.
    machine: &'a MachineName,
    /// Whether that is not the machine that the page shows.
    is_lent: bool,
}

impl<'a> Asked<'a> {
    /// Where a row of the question is lent, the lender's record answers all of it: nothing
    /// is compared between machines.
    fn of(question: &'a Prediction, analysis: &'a Analysis, shown: &'a Shown) -> Self {
        let lent = shown.lender_of(question.rows(&analysis.claims));
        let (record, machine) = lent.map_or((&*shown.record, &shown.machine), |lent| {
            (&*lent.record, &lent.machine)
        });
        Self { question, analysis, record, machine, is_lent: lent.is_some() }
    }

    /// The rows to choose from or to order, with their labels, in an order that says
    /// nothing: that of the data file and of the page may be the answer.
    fn options(&self) -> Vec<(&str, &str)> {
        let labelled = |key: &'a String| (key.as_str(), self.label(key));
        let mut options: Vec<_> =
            self.question.options().iter().map(labelled).collect();
        options.sort_by_key(|(_, label)| label.to_lowercase());
        options
    }

    /// The label of a row of the record.
    fn label<'k>(&'k self, key: &'k str) -> &'k str {
        self.record.row(key).map_or(key, |row| row.label.as_str())
    }

    fn options_in_words(&self) -> String {
        let labels: Vec<&str> =
            self.options().into_iter().map(|(_, label)| label).collect();
        if labels.is_empty() {
            String::new()
        } else {
            format!(" ({})", labels.join("; "))
        }
    }

    fn answer(&self) -> Result<Answer<'a>, String> {
        self.question.answer(&self.analysis.claims, self.record)
    }

    /// What the record answers, in words.
    fn words(&self) -> String {
        let words = match (self.answer(), &self.question.guess) {
            (Err(why), _) => format!("not known: {why}"),
            (Ok(Answer::Ratio(ratio)), Guess::Ratio(_, over)) => {
                claim::ratio_in_words(over, ratio)
            }
            (Ok(Answer::Ratio(ratio)), _) => quantity::ratio(ratio),
            (Ok(Answer::Order(rows)), Guess::Order(_, metric)) => {
                in_order(&rows, *metric)
            }
            (Ok(Answer::Order(rows)), Guess::Choice { metric, .. }) => {
                first(&rows, *metric)
            }
            (Ok(Answer::Order(rows)), _) => first(&rows, Metric::Wall),
            (Ok(Answer::Verdict(judgement)), _) => self.yes_or_no(&judgement),
        };
        if self.is_lent { format!("{words} (on {})", self.machine) } else { words }
    }

    /// `Yes: 1.02× [0.98, 1.06], for “A hundred are at most 1.2× as fast.”`
    fn yes_or_no(&self, judgement: &Judgement) -> String {
        let word = match judgement.verdict {
            Verdict::Holds => "Yes",
            Verdict::DoesNotHold => "No",
            Verdict::Undecided => "Undecided",
            Verdict::DoesNotApply => "Does not apply here",
        };
        let Some(claim) = self.question.claim(&self.analysis.claims) else {
            return word.to_owned();
        };
        format!("{word}: {}, for “{}”", judgement.evidence(claim), claim.text())
    }

    /// The question on a page.
    fn item(&self) -> String {
        let Prediction { name, text, .. } = self.question;
        format!(
            "<li id=\"guess-{}-{name}\" data-guess=\"{}\"><span class=\"question\">{}</span>\
             <span class=\"options\">{}</span> \
             <details class=\"answer\"><summary>Measured</summary>{}</details></li>\n",
            self.record.experiment,
            escape(&self.json().to_string()),
            with_code(text),
            with_code(&self.options_in_words()),
            with_code(&self.words()),
        )
    }

    /// For scripts: the question, what to choose from, and the answer with its bounds.
    /// A ratio counts in `unit`. Of rows, the best is the first, and `alike` says that
    /// one cannot be told from the one before it (of a choice, from the best).
    fn json(&self) -> Value {
        let guess = &self.question.guess;
        let (kind, (scale, unit)) = match guess {
            Guess::Ratio(_, over) => ("ratio", counted_in(over)),
            Guess::Order(..) => ("order", (1.0, "")),
            Guess::Choice { .. } => ("choice", (1.0, "")),
            Guess::Verdict(_) => ("verdict", (1.0, "")),
        };
        let answer = match self.answer() {
            Ok(Answer::Ratio(Estimate { median, interval })) => json!({
                "median": median * scale,
                "low": interval.map(|it| it.low * scale),
                "high": interval.map(|it| it.high * scale),
            }),
            Ok(Answer::Order(rows)) => {
                let is_choice = matches!(guess, Guess::Choice { .. });
                let row = |(at, (row, estimate)): (usize, &(&Row, Estimate))| {
                    let before = if is_choice { Some(0) } else { at.checked_sub(1) };
                    let is_alike =
                        before.is_some_and(|before| alike(rows[before].1, *estimate));
                    json!({
                        "key": row.key,
                        "label": row.label,
                        "median": estimate.median,
                        "alike": is_alike,
                    })
                };
                rows.iter().enumerate().map(row).collect()
            }
            Ok(Answer::Verdict(judgement)) => json!({
                "verdict": judgement.verdict,
                "beyond": self.beyond(&judgement),
            }),
            Err(why) => json!({ "unknown": why }),
        };
        let option = |(key, label): (&str, &str)| json!({ "key": key, "label": label });
        json!({
            "experiment": format!("{}/{}", self.record.chapter, self.record.experiment),
            "name": self.question.name,
            "text": self.question.text,
            "kind": kind,
            "options": self.options().into_iter().map(option).collect::<Value>(),
            "unit": unit,
            "answer": answer,
            "marks": self.marks(),
            "words": self.words(),
            "machine": self.machine.as_str(),
            "lent": self.is_lent,
        })
    }

    /// What of a ratio a chart may show, the best first: under which name, by its
    /// `data-scale`, and its measured value. A guess stands as much further along, or,
    /// of what is `divided` by, less far, as it is larger than the answer.
    fn marks(&self) -> Vec<Value> {
        let Guess::Ratio(of, over) = &self.question.guess else { return Vec::new() };
        let Ok(Answer::Ratio(ratio)) = self.answer() else { return Vec::new() };
        let whole = json!({
            "at": format!("{of} over {over}"),
            "label": over.row().map_or("", |key| self.label(key)),
            "value": ratio.median,
            "divided": false,
        });
        let one = |quantity: &Quantity, divided: bool| {
            let unit = Quantity::Amount(1.0, quantity.unit());
            let value = claim::ratio(quantity, &unit, self.record.into()).ok()?;
            Some(json!({
                "at": quantity.to_string(),
                "label": quantity.row().map_or("", |key| self.label(key)),
                "value": value.median,
                "divided": divided,
            }))
        };
        let mut each = [(of, false), (over, true)];
        // What everything else is compared with stays where it is.
        if of.row() == Some(&self.record.baseline) {
            each.reverse();
        }
        let each =
            each.into_iter().filter_map(|(quantity, divided)| one(quantity, divided));
        std::iter::once(whole).chain(each).collect()
    }

    /// How many times its bound the measured ratio of a claim is.
    fn beyond(&self, judgement: &Judgement) -> Option<f64> {
        let (Bound::AtLeast(bound) | Bound::AtMost(bound)) =
            self.question.claim(&self.analysis.claims)?.bound();
        judgement.ratio.map(|ratio| ratio.median / bound)
    }
}

/// What a ratio is guessed in, and how many of that a ratio of one is.
fn counted_in(over: &Quantity) -> (f64, &'static str) {
    match over {
        Quantity::Amount(amount, Unit::Count) => (*amount, ""),
        Quantity::Amount(amount, Unit::Bytes) => (amount / 1024.0, " KiB"),
        Quantity::Amount(amount, Unit::Time) => (amount / 1e6, " ms"),
        _ => (1.0, "×"),
    }
}

/// The rows with their medians; those whose intervals overlap are not told apart.
fn in_order(rows: &[(&Row, Estimate)], metric: Metric) -> String {
    let mut text = String::new();
    for (index, (row, estimate)) in rows.iter().enumerate() {
        text.push_str(match index.checked_sub(1).and_then(|before| rows.get(before)) {
            None => "",
            Some((_, before)) if alike(*before, *estimate) => " ≈ ",
            Some(_) => " < ",
        });
        let value = quantity::metric(metric, estimate.median);
        let _ = write!(text, "{} ({value})", row.label);
    }
    text
}

/// The first of the rows, and those that cannot be told from it.
fn first(rows: &[(&Row, Estimate)], metric: Metric) -> String {
    let Some((_, best)) = rows.first() else { return String::new() };
    let same = rows.iter().filter(|(_, estimate)| alike(*best, *estimate));
    let words = same.map(|(row, estimate)| {
        format!("{} ({})", row.label, quantity::metric(metric, estimate.median))
    });
    words.collect::<Vec<_>>().join(", or ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use record::example;

    use super::*;
    use crate::lent::Lent;

    const CLAIM: &str = "[[claims]]\nid = \"c\"\ntext = \"At least {}×.\"\n\
                         of = \"slow\"\nover = \"fast\"\nat-least = 2\n";

    fn shown(record: Record) -> Shown {
        Shown {
            record: Arc::new(record),
            machine: MachineName::local(),
            stale: Vec::new(),
            remarks: Vec::new(),
            lent: None,
        }
    }

    fn page(entry: &str, shown: &Shown) -> String {
        let text = format!(
            "question = \"\"\n[[predictions]]\nname = \"p\"\ntext = \"Is `a<b>` so?\"\n{entry}\n{CLAIM}"
        );
        let analysis = Analysis::parse(&text).expect("valid");
        super::text(&analysis, shown, None, Format::Page).expect("asked")
    }

    fn example() -> Record {
        example::record(&[("slow", &[8.0; 6]), ("fast", &[2.0; 6]), ("mid", &[3.0; 6])])
    }

    #[test]
    fn a_page_has_the_question_and_its_answer_folded_and_as_data() {
        let page = page("of = \"slow\"\nover = \"fast\"", &shown(example()));
        assert!(!page.contains("\n\n"), "Markdown would end the block: {page}");
        assert!(page.contains("Is <code>a&lt;b&gt;</code> so?"), "{page}");
        assert!(page.contains("<summary>Measured</summary>4.00×"), "{page}");
        assert!(page.contains("id=\"guess-overview-p\""), "{page}");
        assert!(page.contains("&quot;kind&quot;:&quot;ratio&quot;"), "{page}");
        assert!(page.contains("&quot;median&quot;:4.0"), "{page}");
    }

    #[test]
    fn a_guess_of_a_ratio_can_stand_where_a_chart_shows_it_but_not_for_the_baseline() {
        let page = page("of = \"slow\"\nover = \"fast\"", &shown(example()));
        let places: Vec<&str> = page
            .split("&quot;at&quot;:&quot;")
            .skip(1)
            .filter_map(|rest| rest.split("&quot;").next())
            .collect();
        assert_eq!(places, ["slow over fast", "fast", "slow"]);
        assert!(page.contains("&quot;value&quot;:2000000.0"), "{page}");
    }

    #[test]
    fn options_stand_in_the_order_of_their_labels_and_not_of_the_answer() {
        let page = page("order = [\"fast\", \"slow\", \"mid\"]", &shown(example()));
        let record = example();
        let mut labels: Vec<&str> =
            record.rows.iter().map(|row| row.label.as_str()).collect();
        labels.sort_by_key(|label| label.to_lowercase());
        assert!(page.contains(&format!("({})", labels.join("; "))), "{page}");
    }

    #[test]
    fn a_question_of_yes_or_no_is_answered_so() {
        let page = page("claim = \"c\"", &shown(example()));
        assert!(page.contains("Yes: 4.00×"), "{page}");
        assert!(page.contains("&quot;beyond&quot;:2.0"), "{page}");
    }

    #[test]
    fn a_question_of_a_lent_row_is_answered_by_the_lender_alone_and_says_so() {
        let mut record = example();
        record.rows[1].samples.clear();
        let other = example::record(&[("slow", &[9.0; 6]), ("fast", &[3.0; 6])]);
        let machine: MachineName = "big".parse().expect("a name");
        let lent = Lent::to(&record, machine, Arc::new(other));
        let shown = Shown { lent, ..shown(record) };
        for entry in ["of = \"slow\"\nover = \"fast\"", "claim = \"c\""] {
            let page = page(entry, &shown);
            assert!(page.contains("3.00×") && page.contains("(on big)"), "{page}");
        }
        let own = page("of = \"slow\"\nover = \"mid\"", &shown);
        assert!(own.contains("2.67×") && !own.contains("(on big)"), "{own}");
    }
}
