//! The decision: kinds of work, cases of each, and for each case the measurement
//! that decides it. Here is only which measurement; what it says is in the records.

mod cases;
mod leaf;

pub use cases::kinds;
pub use leaf::{Leaf, grow};

use record::Metric;

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
