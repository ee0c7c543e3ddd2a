//! `show … predict [NAMES]`: what to guess before one looks, and what a record answers.

use std::fmt::Write as _;

use anyhow::{Result, anyhow, ensure};
use evidence::Analysis;
use evidence::claim;
use evidence::prediction::{Answer, Guess, Prediction};
use evidence::quantity;
use record::stats::Estimate;
use record::{Metric, Record, Row, near};

use crate::page::escape;
use crate::view::Format;

pub(super) fn text(
    analysis: &Analysis,
    record: &Record,
    names: Option<&str>,
    format: Format,
) -> Result<String> {
    let predictions = chosen(analysis, names)?;
    ensure!(!predictions.is_empty(), "nothing is asked of this experiment");
    if format == Format::Json {
        let all: Vec<_> =
            predictions.iter().map(|one| as_json(one, analysis, record)).collect();
        return Ok(serde_json::to_string_pretty(&all)?);
    }
    if format == Format::Text {
        let question = |(number, one): (usize, &&Prediction)| {
            let options = options(one, record);
            let answer = answer(one, analysis, record);
            format!("{}. {}{options}\n   Measured: {answer}", number + 1, one.text)
        };
        let all = predictions.iter().enumerate().map(question);
        return Ok(all.collect::<Vec<_>>().join("\n"));
    }
    let mut page = "<div class=\"predict\">\n\n**Predict first.**\n\n".to_owned();
    for one in predictions {
        let options = escape(&options(one, record));
        let answer = escape(&answer(one, analysis, record));
        let _ = writeln!(
            page,
            "- {}{options} <details class=\"answer\"><summary>Measured</summary>{answer}</details>",
            one.text
        );
    }
    page.push_str("\n</div>\n");
    Ok(page)
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

/// The rows to choose from or to order, in the order of the page.
fn options(prediction: &Prediction, record: &Record) -> String {
    let among = prediction.options();
    let rows = record.rows.iter().filter(|row| among.contains(&row.key));
    let labels: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
    if labels.is_empty() { String::new() } else { format!(" ({})", labels.join("; ")) }
}

/// What the record answers, in words.
fn answer(prediction: &Prediction, analysis: &Analysis, record: &Record) -> String {
    match (prediction.answer(analysis, record), &prediction.guess) {
        (Err(why), _) => format!("not known: {why}"),
        (Ok(Answer::Ratio(ratio)), Guess::Ratio(_, over)) => {
            claim::ratio_in_words(over, ratio)
        }
        (Ok(Answer::Ratio(ratio)), _) => quantity::ratio(ratio),
        (Ok(Answer::Order(rows)), Guess::Order(_, metric)) => in_order(&rows, *metric),
        (Ok(Answer::Order(rows)), Guess::Choice { metric, .. }) => {
            first(&rows, *metric)
        }
        (Ok(Answer::Order(rows)), _) => first(&rows, Metric::Wall),
        (Ok(Answer::Verdict(judgement)), guess) => {
            let Guess::Verdict(id) = guess else { return String::new() };
            let claim = analysis.claim(id);
            let evidence =
                claim.map_or_else(|why| why, |claim| judgement.evidence(claim));
            format!("{}: {evidence}", judgement.verdict.words())
        }
    }
}

/// The rows with their medians; those whose intervals overlap are not told apart.
fn in_order(rows: &[(&Row, Estimate)], metric: Metric) -> String {
    let mut text = String::new();
    for (index, (row, estimate)) in rows.iter().enumerate() {
        let overlaps = |(_, before): &(&Row, Estimate)| overlap(*before, *estimate);
        text.push_str(match index.checked_sub(1).and_then(|before| rows.get(before)) {
            None => "",
            Some(before) if overlaps(before) => " ≈ ",
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
    let alike = rows.iter().take_while(|(_, estimate)| overlap(*best, *estimate));
    let words = alike.map(|(row, estimate)| {
        format!("{} ({})", row.label, quantity::metric(metric, estimate.median))
    });
    words.collect::<Vec<_>>().join(", or ")
}

/// Whether two values cannot be told apart by their intervals.
fn overlap(one: Estimate, other: Estimate) -> bool {
    let bounds = |estimate: Estimate| {
        estimate
            .interval
            .map_or((estimate.median, estimate.median), |it| (it.low, it.high))
    };
    let ((low, high), (other_low, other_high)) = (bounds(one), bounds(other));
    low <= other_high && other_low <= high
}

/// For scripts: the question, what to choose from, and the answer with its bounds.
fn as_json(
    prediction: &Prediction,
    analysis: &Analysis,
    record: &Record,
) -> serde_json::Value {
    let kind = match prediction.guess {
        Guess::Ratio(..) => "ratio",
        Guess::Order(..) => "order",
        Guess::Choice { .. } => "choice",
        Guess::Verdict(_) => "verdict",
    };
    let answered = match prediction.answer(analysis, record) {
        Ok(Answer::Ratio(ratio)) => serde_json::json!(ratio),
        Ok(Answer::Order(rows)) => {
            let pair = |(row, estimate): &(&Row, Estimate)| serde_json::json!({ "row": row.key, "label": row.label, "estimate": estimate });
            rows.iter().map(pair).collect()
        }
        Ok(Answer::Verdict(judgement)) => serde_json::json!(judgement),
        Err(why) => serde_json::json!({ "unknown": why }),
    };
    serde_json::json!({
        "name": prediction.name,
        "text": prediction.text,
        "kind": kind,
        "options": prediction.options(),
        "answer": answered,
        "words": answer(prediction, analysis, record),
    })
}
