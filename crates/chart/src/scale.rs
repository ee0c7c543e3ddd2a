//! Where the quantities of a chart stand: for a script that adds a mark to it, and for
//! the marks of another record.

use std::fmt::Write as _;

use evidence::compared::Quantity;
use evidence::figure::{Figure, Kind};
use evidence::sweep::Sweep;
use plotters::style::Color as _;
use record::stats::{self, Estimate};
use record::{Metric, Record, Row};

use crate::axis::Axis;
use crate::legend::Legend;
use crate::series::{self, SAMPLE, Series};
use crate::svg::{self, Canvas};
use crate::values::Values;
use crate::{Error, Size, palette};

/// How far below the marks of its row another record's stand.
const BELOW: i32 = 10;

/// Another record of the same experiment, whose marks stand beside a chart's own.
#[derive(Clone, Copy, Debug)]
pub struct Tried<'a> {
    /// The record.
    pub record: &'a Record,
    /// What sets it apart, in words.
    pub words: &'a str,
}

impl Tried<'_> {
    /// All that its marks show.
    pub(crate) fn values(self, figure: &Figure) -> Vec<f64> {
        estimates(self.record, figure)
            .flat_map(|(_, estimate)| bounds(estimate))
            .collect()
    }
}

/// A median and the ends of its interval.
pub(crate) fn bounds(estimate: Estimate) -> impl Iterator<Item = f64> {
    let interval = estimate.interval.map(|interval| [interval.low, interval.high]);
    std::iter::once(estimate.median).chain(interval.into_iter().flatten())
}

/// What a figure shows of a record, by the words of a data file: `async cpu`, and of a
/// ratio `loop-2 over all-2`.
fn estimates<'a>(
    record: &'a Record,
    figure: &'a Figure,
) -> Box<dyn Iterator<Item = (String, Estimate)> + 'a> {
    let one = |row: &Row, metric| {
        let estimate = stats::estimate(&stats::values(row, metric))?;
        Some((name(row, metric), estimate))
    };
    match &figure.kind {
        Kind::Dots { metric, .. } => {
            Box::new(record.rows.iter().filter_map(move |row| one(row, *metric)))
        }
        Kind::Lines(sweep) => Box::new(record.rows.iter().filter_map(|row| {
            sweep.place(row)?;
            Some((swept(sweep, record, row)?, sweep.value(record, row)?))
        })),
        Kind::Percentiles { rows, points, .. } => {
            let rows = rows.iter().filter_map(|key| record.row(key));
            Box::new(rows.flat_map(move |row| {
                points.iter().filter_map(move |(_, metric)| one(row, *metric))
            }))
        }
        // Phases and sums of parts are no quantities.
        Kind::Parts { .. } | Kind::Timeline { .. } | Kind::Compared { .. } => {
            Box::new(std::iter::empty())
        }
    }
}

/// A quantity of a row in the words of a data file.
pub(crate) fn name(row: &Row, metric: Metric) -> String {
    Quantity::Row(row.key.clone(), metric).to_string()
}

/// What a figure of lines shows of a row, in such words.
pub(crate) fn swept(sweep: &Sweep, record: &Record, row: &Row) -> Option<String> {
    let own = name(row, sweep.metric);
    if sweep.times_into.is_none() {
        return Some(own);
    }
    let base = sweep.base(record, row)?;
    Some(format!("{} over {own}", name(base, sweep.metric)))
}

/// Where one quantity's values stand.
pub(crate) struct Place {
    /// What [`estimates`] calls it.
    pub(crate) name: String,
    /// Its pixel across the axis of the values.
    pub(crate) at: i32,
    /// The look of its marks.
    pub(crate) series: Series,
}

/// An axis of values, and the places across it.
pub(crate) struct Scale {
    /// The axis of the values.
    pub(crate) axis: Axis,
    /// Whether that is the one upwards.
    pub(crate) is_upright: bool,
    /// What stands where.
    pub(crate) places: Vec<Place>,
}

impl Scale {
    /// A finished drawing with what a script needs to find a value's place in it.
    pub(crate) fn written_on(&self, drawing: &str) -> String {
        let (first, last) = self.axis.ends();
        let range = self.axis.range();
        let places: Vec<String> = self
            .places
            .iter()
            .map(|place| format!("{:?}:{}", place.name, place.at))
            .collect();
        let scale = format!(
            "{{\"upright\":{},\"logarithmic\":{},\"range\":[{:e},{:e}],\"pixels\":[{first},{last}],\"places\":{{{}}}}}",
            self.is_upright,
            self.axis.is_logarithmic(),
            range.start,
            range.end,
            places.join(","),
        );
        let attribute = svg::attribute(&scale);
        drawing.replacen("<svg ", &format!("<svg data-scale=\"{attribute}\" "), 1)
    }

    /// Draws the marks of another record.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        figure: &Figure,
        tried: Tried<'_>,
    ) -> Result<(), Error> {
        let all: Vec<_> = estimates(tried.record, figure).collect();
        let mut line: Vec<(i32, i32)> = Vec::new();
        let mut before: Option<Series> = None;
        for place in &self.places {
            let Some((_, estimate)) = all.iter().find(|(name, _)| *name == place.name)
            else {
                continue;
            };
            let series = place.series;
            let at = |value: f64| self.at(place, value);
            let middle = at(estimate.median);
            if self.is_upright {
                if before.is_some_and(|before| before.index != series.index) {
                    line.clear();
                }
                line.push(middle);
                if let [.., from, to] = line[..] {
                    let thin = series.colour().stroke_width(1);
                    series::dashed(canvas, &[from, to], (2, 4), thin)?;
                }
                before = Some(series);
            }
            if let Some(interval) = estimate.interval {
                series.interval(canvas, at(interval.low), at(interval.high))?;
            }
            series.hollow_mark(canvas, middle)?;
        }
        Ok(())
    }

    fn at(&self, place: &Place, value: f64) -> (i32, i32) {
        let along = self.axis.at(value);
        if self.is_upright { (place.at, along) } else { (along, place.at + BELOW) }
    }
}

/// The chart's own marks, and those of another record, in words.
pub(crate) fn legend(tried: Option<Tried<'_>>, size: Size, top: i32) -> Legend {
    let names = tried.map_or_else(Vec::new, |tried| {
        vec!["as on the page".to_owned(), tried.words.to_owned()]
    });
    Legend::of(names, SAMPLE, size, top)
}

/// Draws that legend with a sample of each.
pub(crate) fn draw_legend(
    legend: &Legend,
    canvas: &Canvas<'_>,
    other: Series,
    own: impl Fn((i32, i32)) -> Result<(), Error>,
) -> Result<(), Error> {
    legend.draw(canvas, palette::INK, |index, (x, y)| {
        let at = (x + SAMPLE / 2, y);
        if index == 0 { own(at) } else { other.hollow_mark(canvas, at) }
    })
}

/// The marks of another record in words, for those who do not see them.
pub(crate) fn describe(
    text: &mut String,
    figure: &Figure,
    tried: Tried<'_>,
    values: Values,
) {
    let _ = write!(text, " {}. ", tried.words);
    for (name, estimate) in estimates(tried.record, figure) {
        let _ = write!(text, "{name}: {}. ", values.estimate(estimate));
    }
}
