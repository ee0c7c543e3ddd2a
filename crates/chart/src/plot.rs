//! Curves and their axes, before anything is drawn.

use std::fmt::Write as _;

use record::stats::Estimate;

use crate::values::Values;

/// The height of a line of marks of failures.
pub(crate) const FAILURE: i32 = 14;

/// One series.
#[derive(Default)]
pub(crate) struct Curve {
    /// Empty where there is only one.
    pub(crate) name: String,
    /// Its place among the experiment's series: in all charts of it, it looks alike.
    pub(crate) style: usize,
    /// From left to right: the place and the value there.
    pub(crate) points: Vec<(f64, Estimate)>,
    /// What the points show, and where, from left to right.
    pub(crate) named: Vec<(String, f64)>,
    /// What is predicted at some places.
    pub(crate) predicted: Vec<(f64, f64)>,
    /// The places where it failed.
    pub(crate) failed: Vec<f64>,
}

/// Some curves and their axes.
pub(crate) struct Plot<'a> {
    pub(crate) curves: Vec<Curve>,
    /// The places of the axis to the right, with what is written there.
    pub(crate) places: Vec<(f64, String)>,
    pub(crate) over_axis: &'a str,
    pub(crate) values: Values,
    pub(crate) axis: &'a str,
    /// A value to compare with, in words.
    pub(crate) reference: Option<(f64, String)>,
    /// Whether places are at equal distances if they have equal ratios.
    pub(crate) logarithmic: bool,
}

impl Plot<'_> {
    /// The curves in words, for those who do not see them.
    pub(crate) fn describe(&self, text: &mut String) {
        let place = |x: f64| {
            let named =
                self.places.iter().find(|(place, _)| place.total_cmp(&x).is_eq());
            named.map_or("", |(_, name)| name.as_str())
        };
        for curve in &self.curves {
            let values = curve.points.iter().map(|(x, value)| {
                format!("{} at {}", self.values.words(value.median), place(*x))
            });
            let failed =
                curve.failed.iter().map(|x| format!("failed at {}", place(*x)));
            let words: Vec<_> = values.chain(failed).collect();
            let words = if words.is_empty() {
                "no sample".to_owned()
            } else {
                words.join(", ")
            };
            let separator = if curve.name.is_empty() { "" } else { ": " };
            let _ = write!(text, "{}{separator}{words}. ", curve.name);
        }
    }

    /// The names: of the curves, and of what they are compared with.
    pub(crate) fn names(&self) -> Vec<String> {
        let curves = self.curves.iter().map(|curve| curve.name.clone());
        let named = curves.filter(|name| !name.is_empty());
        named.chain(self.reference.iter().map(|(_, name)| name.clone())).collect()
    }

    /// How many of the curves before this one failed at a place too.
    pub(crate) fn failed_before(&self, index: usize, place: f64) -> i32 {
        let fails = |curve: &&Curve| curve.failed.contains(&place);
        self.curves[..index].iter().filter(fails).count() as i32
    }

    /// How many lines of marks the failures need.
    pub(crate) fn failure_lines(&self) -> i32 {
        let lines = |(index, curve): (usize, &Curve)| {
            let before = curve.failed.iter().map(|at| self.failed_before(index, *at));
            before.max().map_or(0, |before| before + 1)
        };
        self.curves.iter().enumerate().map(lines).max().unwrap_or(0)
    }
}
