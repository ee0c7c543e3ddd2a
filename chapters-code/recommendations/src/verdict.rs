//! A verdict as a cell shows it.

use evidence::claim::{Claim, Verdict};
use record::Record;
use show::page::escape;

use crate::grouped::Text;

/// A claim and what a record says of it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its id, unique within its experiment.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The measured ratio, or why there is none.
    pub evidence: String,
}

impl Judged {
    /// Judges a claim by a record.
    pub fn by(claim: &Claim, record: &Record) -> Self {
        let judgement = claim.judge(record);
        Self {
            id: claim.id.clone(),
            text: claim.text(),
            verdict: judgement.verdict,
            evidence: judgement.evidence(claim),
        }
    }

    /// The verdict's sign.
    pub fn mark(&self) -> &'static str {
        self.verdict.mark().0
    }

    /// The verdict's mark and words, leading to where the claim stands on its page.
    pub fn badge(&self, file: &str) -> Text {
        let (mark, class) = self.verdict.mark();
        let words = self.verdict.words();
        Text::html(
            format!(
                "<a class=\"verdict {class}\" href=\"{}#claim-{}\" title=\"{}\"><b>{mark} {words}</b></a>",
                escape(file),
                escape(&self.id),
                escape(&self.text),
            ),
            format!("{mark} {words}"),
        )
    }
}
