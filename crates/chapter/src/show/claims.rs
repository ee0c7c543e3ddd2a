//! `show … claims` and `show … claim ID`: sentences and their verdicts.

use anyhow::{Context as _, Result};
use measure::Experiment;
use record::Record;
use record::claim::{Claim, Judgement, Verdict};

use crate::cli::Format;
use crate::page;

pub(super) fn print_all(
    experiment: &Experiment,
    record: &Record,
    format: Format,
) -> Result<()> {
    if format == Format::Json {
        let all: Vec<_> =
            experiment.claims.iter().map(|claim| as_json(claim, record)).collect();
        println!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for claim in &experiment.claims {
        let sentence = sentence(claim, &claim.judge(record), format);
        // The list is where links to a claim lead; a sentence elsewhere repeats it.
        match format {
            Format::Page => println!("- <a id=\"claim-{}\"></a>{sentence}", claim.id),
            _ => println!("- {sentence}"),
        }
    }
    Ok(())
}

pub(super) fn print_one(
    experiment: &Experiment,
    id: &str,
    record: &Record,
    format: Format,
) -> Result<()> {
    let claim =
        experiment.claims.iter().find(|claim| claim.id == id).with_context(|| {
            let known: Vec<&str> =
                experiment.claims.iter().map(|claim| claim.id).collect();
            super::number::unknown("claim", id, &known)
        })?;
    match format {
        Format::Json => {
            println!("{}", serde_json::to_string_pretty(&as_json(claim, record))?);
        }
        _ => println!("{}", sentence(claim, &claim.judge(record), format)),
    }
    Ok(())
}

/// A claim and its verdict, for scripts; in words, too, for pages that list it.
///
/// `of` and `over` are what it compares: a row's metric is `{"row": ["async", "wall"]}`,
/// the others are named like [`record::claim::Quantity`]. `bound` is what it says of
/// `of` divided by `over`, `{"at_least": 1.2}` or `{"at_most": 1.2}`, and
/// `judgement.ratio` is what was measured of that.
pub(crate) fn as_json(claim: &Claim, record: &Record) -> serde_json::Value {
    let judgement = claim.judge(record);
    let (mark, class) = mark(judgement.verdict);
    let [of, over] = claim.compares();
    serde_json::json!({
        "id": claim.id,
        "text": claim.text(),
        "of": of,
        "over": over,
        "bound": claim.bound(),
        "judgement": judgement,
        "words": judgement.verdict.words(),
        "mark": mark,
        "class": class,
        "evidence": evidence(claim, &judgement),
    })
}

/// How a verdict is told apart: its sign, and the class that the style sheet knows.
fn mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Holds => ("✓", "holds"),
        Verdict::DoesNotHold => ("✗", "does-not-hold"),
        Verdict::Undecided => ("?", "undecided"),
        Verdict::DoesNotApply => ("–", "does-not-apply"),
    }
}

/// What was measured, and why that is not enough, where it is not.
fn evidence(claim: &Claim, judgement: &Judgement) -> String {
    let ratio = judgement.ratio.map(|ratio| claim.measured(ratio));
    let mut evidence = ratio.unwrap_or_default();
    if let Some(reason) = &judgement.reason {
        if !evidence.is_empty() {
            evidence.push_str("; ");
        }
        evidence.push_str(reason);
    }
    evidence
}

fn sentence(claim: &Claim, judgement: &Judgement, format: Format) -> String {
    let (mark, class) = mark(judgement.verdict);
    let evidence = evidence(claim, judgement);
    let (text, words) = (claim.text(), judgement.verdict.words());
    if format == Format::Page {
        let evidence = page::escape(&evidence);
        format!(
            "{text} <span class=\"verdict {class}\"><b>{mark} {words}</b> {evidence}</span>"
        )
    } else {
        format!("{text} {mark} {words}: {evidence}")
    }
}
