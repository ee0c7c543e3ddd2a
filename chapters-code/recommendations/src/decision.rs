//! The decision: kinds of work, cases of each, and for each case the measurement
//! that decides it. Here is only which measurement; what it says is in the records.

mod cases;
mod leaf;

pub use cases::kinds;
pub use leaf::{Advice, Leaf, grow};

use anyhow::{Result, ensure};
use record::Metric;
use serde_json::json;

use crate::shelf::Judged;

/// What a program does most of its time.
pub struct Kind {
    /// In words.
    pub work: &'static str,
    /// The cases, from the smallest.
    pub cases: Vec<Case>,
}

/// One case, and the measurement that decides it.
pub struct Case {
    /// In words; `{}` stands for what `fill` says.
    pub when: &'static str,
    /// A value of the record that belongs into those words.
    pub fill: Fill,
    /// Where it was measured.
    pub at: At,
    /// The key of the row to take.
    pub take: &'static str,
    /// The key of the row that it is compared with.
    pub instead_of: &'static str,
    /// What is compared.
    pub gain: Gain,
    /// The id of the claim that carries the advice.
    pub claim: &'static str,
}

impl Case {
    /// Refuses a claim that says nothing of this case: it has to compare the two rows
    /// in what is gained. Less of that is better: either the other row's is at least
    /// so many times that of the row to take, or this row's at most so many times.
    pub fn is_carried_by(&self, claim: &Judged) -> Result<()> {
        let of = |row: &str| json!({ "row": [row, self.gain.metric] });
        let [more, less] = if claim.bound.get("at_least").is_some() {
            [self.instead_of, self.take]
        } else {
            [self.take, self.instead_of]
        };
        ensure!(
            claim.of == of(more) && claim.over == of(less),
            "the claim `{}` compares {} with {}, and not `{}` with `{}` in {:?}",
            claim.id,
            claim.of,
            claim.over,
            self.take,
            self.instead_of,
            self.gain.metric
        );
        Ok(())
    }
}

/// An experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Its chapter.
    pub chapter: &'static str,
    /// Its name.
    pub experiment: &'static str,
    /// Whether it is a sweep, whose rows are named by their series.
    pub sweep: bool,
}

/// A value of the record for the words of a case.
#[derive(Clone, Copy, Debug)]
pub enum Fill {
    /// None is needed.
    Nothing,
    /// A setting of the row to take, by its name.
    Setting(&'static str),
    /// The median wall time of a row.
    Time(&'static str),
}

/// What is compared, and which is better.
#[derive(Clone, Copy, Debug)]
pub struct Gain {
    /// What is compared.
    pub metric: Metric,
    /// What so many times is, in words: `as quick`.
    pub words: &'static str,
}

/// The wall time.
pub const QUICKER: Gain = Gain { metric: Metric::Wall, words: "as quick" };

#[cfg(test)]
mod tests {
    use record::claim::{Claim, Quantity, wall};

    use super::*;

    fn case() -> Case {
        Case {
            when: "always",
            fill: Fill::Nothing,
            at: At { chapter: "a", experiment: "b", sweep: false },
            take: "threads",
            instead_of: "loop",
            gain: QUICKER,
            claim: "c",
        }
    }

    /// The claim as its chapter's program would write it.
    fn judged(claim: &Claim) -> Judged {
        let [of, over] = claim.compares().map(|one| json!(one));
        Judged { of, over, bound: json!(claim.bound()), ..Judged::default() }
    }

    #[test]
    fn a_case_is_carried_by_a_claim_that_compares_its_rows() {
        let gain = Claim::at_least("c", "{}", wall("loop"), wall("threads"), 2.0);
        case().is_carried_by(&judged(&gain)).expect("a gain of so much");
        let price = Claim::at_most("c", "{}", wall("threads"), wall("loop"), 1.4);
        case().is_carried_by(&judged(&price)).expect("a price of so much");
    }

    #[test]
    fn a_case_is_not_carried_by_a_claim_about_anything_else() {
        let cpu = |row| Quantity::Row(row, Metric::Cpu);
        let others = [
            Claim::at_least("c", "{}", wall("loop"), wall("async"), 2.0),
            Claim::at_least("c", "{}", cpu("loop"), cpu("threads"), 2.0),
            Claim::at_most("c", "{}", wall("threads"), Quantity::Ideal, 2.0),
            // The contrary of the advice.
            Claim::at_least("c", "{}", wall("threads"), wall("loop"), 2.0),
            Claim::at_most("c", "{}", wall("loop"), wall("threads"), 2.0),
        ];
        for claim in &others {
            assert!(case().is_carried_by(&judged(claim)).is_err(), "{claim:?}");
        }
    }
}
