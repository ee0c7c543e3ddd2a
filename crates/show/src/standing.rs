//! How an explanation stands that belongs to claims: as it is, or folded.

use anyhow::Result;
use evidence::claim::Verdict;
use record::machine::MachineName;

use crate::library::Library;
use crate::parts::claims;
use crate::view::{Format, View};

/// A claim, by where it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimName {
    /// The chapter's name.
    pub chapter: String,
    /// The experiment's.
    pub experiment: String,
    /// The claim's id.
    pub id: String,
}

impl std::str::FromStr for ClaimName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split('/').collect::<Vec<_>>()[..] {
            [chapter, experiment, id] => Ok(Self {
                chapter: chapter.to_owned(),
                experiment: experiment.to_owned(),
                id: id.to_owned(),
            }),
            _ => Err(format!("`{text}` is no CHAPTER/EXPERIMENT/CLAIM")),
        }
    }
}

/// How an explanation stands on a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every claim that it belongs to holds.
    Holds,
    /// It does not stand.
    Otherwise {
        /// The claims that do not hold, with what was measured, for a page.
        measured: Vec<String>,
        /// The recorded machine where all of them hold, if there is one.
        holds_on: Option<MachineName>,
    },
}

impl Library {
    /// How an explanation stands that belongs to these claims, on a page that shows
    /// this machine.
    pub fn standing(
        &self,
        claims: &[ClaimName],
        machine: &MachineName,
    ) -> Result<Standing> {
        let measured =
            self.not_holding(claims, &View::of_page(Some(machine.clone())))?;
        if measured.is_empty() {
            return Ok(Standing::Holds);
        }
        let mut holds_on = None;
        for other in self.store().recorded_machines()? {
            let strictly =
                View { strictly: true, ..View::of_page(Some(other.clone())) };
            if self.not_holding(claims, &strictly)?.is_empty() {
                holds_on = Some(other);
                break;
            }
        }
        Ok(Standing::Otherwise { measured, holds_on })
    }

    /// The claims that do not hold in a view, with what was measured.
    fn not_holding(&self, claims: &[ClaimName], view: &View) -> Result<Vec<String>> {
        let mut sentences = Vec::new();
        for ClaimName { chapter, experiment, id } in claims {
            let claim =
                self.analysis(chapter, experiment)?.claim(id).map_err(|unknown| {
                    anyhow::anyhow!("{chapter} {experiment}: {unknown}")
                })?;
            match self.found(chapter, experiment, view)? {
                Some((_, record)) => {
                    let judgement = claim.judge(&record);
                    if judgement.verdict != Verdict::Holds {
                        sentences.push(claims::sentence(
                            claim,
                            &judgement,
                            Format::Page,
                        ));
                    }
                }
                None => {
                    sentences.push(format!("{} It is not recorded yet.", claim.text()));
                }
            }
        }
        Ok(sentences)
    }
}
