//! What a chart of a record shows.
//!
//! An experiment has figures, and `crates/chart` draws them.

use record::Metric;

use crate::sweep::Sweep;

/// One chart of an experiment.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What `show … chart NAME` calls it; the first of an experiment is shown
    /// without a name.
    pub name: String,
    /// What it shows, in a sentence: the experiment's question.
    pub title: String,
    /// What is drawn.
    pub kind: Kind,
}

/// The kinds of chart.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A row a strategy: every sample, the median and its interval, on a
    /// logarithmic axis, under the headings of the groups.
    Dots {
        /// What is shown.
        metric: Metric,
        /// The axis in words.
        axis: String,
    },
    /// A line a group over a swept setting, both axes logarithmic: medians with
    /// intervals, and what is predicted as a dashed line.
    Lines(Sweep),
    /// A bar a row, divided into parts that add up, on a linear axis: medians.
    Parts {
        /// The parts in order, with their names; of one unit.
        parts: Vec<(String, Metric)>,
        /// The axis in words.
        axis: String,
    },
    /// A line a row over percentiles: medians with intervals, on a logarithmic
    /// axis.
    Percentiles {
        /// The rows' keys; more than six lines cannot be told apart.
        rows: Vec<String>,
        /// The percentiles in order, with their names, such as `99 %`.
        points: Vec<(String, Metric)>,
        /// What the points are, in a word: percentiles, unless something else is said.
        over_axis: String,
        /// The axis in words.
        axis: String,
    },
    /// What each task of some rows did when, and on which thread: from the
    /// record's traces. With more than one row, a page lets one choose.
    Timeline {
        /// The rows' keys.
        rows: Vec<String>,
    },
    /// The same, all rows below each other on one time axis: for a few rows of a
    /// few tasks.
    Compared {
        /// The rows' keys.
        rows: Vec<String>,
    },
}

impl Figure {
    /// How the name of its file ends, in a place of the list and a size of its
    /// own: the first is the experiment's, and has that name alone.
    pub fn ending(&self, place: usize, size: &str) -> String {
        if place == 0 { size.to_owned() } else { format!("{}.{size}", self.name) }
    }
}

/// A column of the table of what an experiment measured itself.
#[derive(Clone, Debug)]
pub struct Column {
    /// What directives call it.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// What it shows.
    pub metric: Metric,
}
