//! `show … claims` and `show … claim ID`: sentences and their verdicts.

use anyhow::{Result, anyhow};
use evidence::Analysis;
use evidence::claim::{Claim, Judgement};
use record::Record;

use crate::page;
use crate::view::Format;

pub(super) fn print_all(
    analysis: &Analysis,
    record: &Record,
    format: Format,
) -> Result<String> {
    if format == Format::Json {
        let all: Vec<_> =
            analysis.claims.iter().map(|claim| as_json(claim, record)).collect();
        return Ok(serde_json::to_string_pretty(&all)?);
    }
    let line = |claim: &Claim| {
        let sentence = sentence(claim, &claim.judge(record), format);
        // The list is where links to a claim lead; a sentence elsewhere repeats it.
        match format {
            Format::Page => format!("- <a id=\"claim-{}\"></a>{sentence}", claim.id),
            _ => format!("- {sentence}"),
        }
    };
    Ok(analysis.claims.iter().map(line).collect::<Vec<_>>().join("\n"))
}

pub(super) fn print_one(
    analysis: &Analysis,
    id: &str,
    record: &Record,
    format: Format,
) -> Result<String> {
    let claim = analysis.claim(id).map_err(|unknown| anyhow!(unknown))?;
    Ok(match format {
        Format::Json => serde_json::to_string_pretty(&as_json(claim, record))?,
        _ => sentence(claim, &claim.judge(record), format),
    })
}

/// A claim and its verdict, for scripts; in words, too, for pages that list it.
///
/// `of` and `over` are what it compares, in the words of data files. `bound` is what it
/// says of `of` divided by `over`, `{"at_least": 1.2}` or `{"at_most": 1.2}`, and
/// `judgement.ratio` is what was measured.
pub fn as_json(claim: &Claim, record: &Record) -> serde_json::Value {
    let judgement = claim.judge(record);
    let (mark, class) = judgement.verdict.mark();
    let [of, over] = claim.compares().map(ToString::to_string);
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
        "evidence": judgement.evidence(claim),
    })
}

/// A claim and its verdict, in a sentence.
pub(crate) fn sentence(claim: &Claim, judgement: &Judgement, format: Format) -> String {
    let (mark, class) = judgement.verdict.mark();
    let evidence = judgement.evidence(claim);
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
