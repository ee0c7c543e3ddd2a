//! A bar a row, divided into parts that add up: medians, on a linear axis.

use std::fmt::Write as _;

use evidence::figure::Figure;
use plotters::prelude::*;
use record::{Ideal, Metric, Record, Row, Unit, stats};

use crate::axis::{self, Axis};
use crate::legend::Legend;
use crate::pattern;
use crate::rows::Rows;
use crate::scale::{self, Tried};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette, series};

/// Room below the rows, for the axis.
const BOTTOM: i32 = 52;
/// The width of a part's sample in the legend.
const SAMPLE: i32 = 24;
/// The height of another record's bars, below those of their rows.
const THIN: i32 = 7;

/// The parts of every strategy of a record.
struct Bars<'a> {
    record: &'a Record,
    parts: &'a [(String, Metric)],
    values: Values,
    axis: &'a str,
    size: Size,
    legend: Legend,
    rows: Rows,
    tried: Option<Tried<'a>>,
}

/// Draws the parts of every strategy of a record.
pub(crate) fn draw(
    record: &Record,
    figure: &Figure,
    parts: &[(String, Metric)],
    axis: &str,
    size: Size,
    tried: Option<Tried<'_>>,
) -> Result<String, Error> {
    let names = parts.iter().map(|(name, _)| name.clone()).collect();
    let legend = Legend::of(names, SAMPLE, size, 0);
    let for_the_ideal = if ideal(record, parts).is_some() { 28 } else { 6 };
    let rows = Rows::of(record, size, legend.bottom + for_the_ideal);
    let values = Values::Of(unit(parts));
    let parts = Bars { record, parts, values, axis, size, legend, rows, tried };
    let drawing = if parts.longest(record) > 0.0 {
        let of_both = scale::legend(tried, size, parts.rows.bottom + BOTTOM);
        svg::drawn(size, of_both.bottom, |canvas| {
            parts.plot(canvas)?;
            of_both.draw(canvas, palette::INK, |index, (x, y)| {
                let half = if index == 0 { 7 } else { THIN / 2 };
                pattern::bar(canvas, 0, (x, y - half), (x + SAMPLE, y + half))
            })
        })?
    } else {
        text::sentence(size, "No sample has these parts; the table says why.")?
    };
    let id = svg::id(record, figure);
    Ok(svg::finish(&drawing, size, &id, &figure.title, &parts.description()))
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, parts: &[(String, Metric)]) -> String {
    let mut caption = format!(
        "Each part is the median of {} rounds. At the end of a bar stands their sum, which \
         is not quite the median of the whole.",
        record.timed_rounds()
    );
    if let Some(ideal) = ideal(record, parts) {
        let _ = write!(caption, " Dashed: {}, which nothing can beat.", ideal.label);
    }
    caption
}

fn unit(parts: &[(String, Metric)]) -> Unit {
    parts.first().map_or(Unit::Time, |(_, metric)| metric.unit())
}

/// An ideal is a time.
fn ideal<'a>(record: &'a Record, parts: &[(String, Metric)]) -> Option<&'a Ideal> {
    record.ideal.as_ref().filter(|_| unit(parts) == Unit::Time)
}

impl Bars<'_> {
    /// The medians of a row's parts; `None` where it has none of them.
    fn medians(&self, row: &Row) -> Option<Vec<f64>> {
        let median = |(_, metric): &(_, Metric)| {
            stats::estimate(&stats::values(row, *metric)).map(|value| value.median)
        };
        let medians: Vec<_> = self.parts.iter().map(median).collect();
        let any = medians.iter().any(Option::is_some);
        any.then(|| medians.into_iter().map(Option::unwrap_or_default).collect())
    }

    fn longest(&self, record: &Record) -> f64 {
        let sums = record.rows.iter().filter_map(|row| self.medians(row));
        sums.map(|medians| medians.iter().sum()).fold(0.0, f64::max)
    }

    fn plot(&self, canvas: &Canvas<'_>) -> Result<(), Error> {
        let ideal = ideal(self.record, self.parts).map(|ideal| ideal.wall_ns as f64);
        let tried = self.tried.map_or(0.0, |tried| self.longest(tried.record));
        let end = self.longest(self.record).max(tried).max(ideal.unwrap_or(0.0));
        let sums = if self.size == Size::Wide { 96 } else { 16 };
        let axis =
            Axis::linear(0.0..end, (self.rows.names.max(10), self.size.width() - sums));
        self.draw_axis(canvas, end, &axis)?;
        self.rows.write_headings(canvas)?;
        for (index, row) in self.record.rows.iter().enumerate() {
            self.draw_row(canvas, index, row, &axis)?;
        }
        if let Some(ideal) = self.record.ideal.as_ref().filter(|_| ideal.is_some()) {
            let ns = ideal.wall_ns as f64;
            let x = axis.at(ns);
            let line = [(x, self.legend.bottom + 22), (x, self.rows.bottom)];
            series::dashed(canvas, &line, (6, 4), palette::IDEAL.stroke_width(2))?;
            let text = format!("{}: {}", ideal.label, self.values.round(ns));
            let style = Style::centre(self.size.text() - 1, palette::IDEAL);
            text::write(canvas, &text, (x, self.legend.bottom + 11), style)?;
        }
        self.legend.draw(canvas, palette::INK, |index, (x, y)| {
            pattern::bar(canvas, index, (x, y - 8), (x + SAMPLE, y + 8))
        })
    }

    fn draw_axis(
        &self,
        canvas: &Canvas<'_>,
        end: f64,
        axis: &Axis,
    ) -> Result<(), Error> {
        let most = if self.size == Size::Wide { 7 } else { 4 };
        let style = Style::centre(self.size.text() - 1, palette::MUTED);
        let (top, bottom) = (self.legend.bottom + 24, self.rows.bottom);
        for tick in axis::linear_ticks(end, most) {
            let x = axis.at(tick);
            let line = [(x, top.min(bottom)), (x, bottom)];
            canvas.draw(&PathElement::new(line, palette::GRID.stroke_width(1)))?;
            text::write(canvas, &self.values.round(tick), (x, bottom + 13), style)?;
        }
        let (first, last) = axis.ends();
        text::write(canvas, self.axis, (i32::midpoint(first, last), bottom + 36), style)
    }

    fn draw_row(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        row: &Row,
        axis: &Axis,
    ) -> Result<(), Error> {
        let Some(medians) = self.medians(row) else {
            return self.rows.write_failure(canvas, index, row);
        };
        let y = self.rows.middle(index);
        let bar = |medians: &[f64], (top, bottom)| -> Result<f64, Error> {
            let mut sum = 0.0;
            for (part, median) in medians.iter().enumerate() {
                let from = axis.at(sum);
                sum += median;
                pattern::bar(canvas, part, (from, top), (axis.at(sum), bottom))?;
            }
            Ok(sum)
        };
        let half = if self.tried.is_some() { 7 } else { 10 };
        let sum = bar(&medians, (y - half, y + half))?;
        let tried = self.tried.and_then(|tried| tried.record.row(&row.key));
        if let Some(tried) = tried.and_then(|row| self.medians(row)) {
            bar(&tried, (y + half + 1, y + half + 1 + THIN))?;
        }
        let total = self.values.words(sum);
        self.rows.write_name(canvas, index, &row.label, &total)?;
        if self.size == Size::Narrow {
            return Ok(());
        }
        let style = Style::left(self.size.text(), palette::INK);
        text::write_on_paper(canvas, &total, (axis.at(sum) + 8, y), style)
    }

    /// The chart in words.
    fn description(&self) -> String {
        let mut text = format!("Parts: {}. One strategy a row. ", self.axis);
        self.describe(&mut text, self.record);
        if let Some(ideal) = ideal(self.record, self.parts) {
            let time = self.values.words(ideal.wall_ns as f64);
            let _ = write!(text, "The ideal, {}: {time}.", ideal.label);
        }
        if let Some(tried) = self.tried {
            let _ = write!(text, " {}. ", tried.words);
            self.describe(&mut text, tried.record);
        }
        text
    }

    /// The rows of a record in words.
    fn describe(&self, text: &mut String, record: &Record) {
        for row in &record.rows {
            let Some(medians) = self.medians(row) else {
                let _ = write!(text, "{}: {}. ", row.label, row.why_not());
                continue;
            };
            let named: Vec<_> = self
                .parts
                .iter()
                .zip(&medians)
                .map(|((name, _), median)| {
                    format!("{name} {}", self.values.words(*median))
                })
                .collect();
            let sum = self.values.words(medians.iter().sum());
            let _ =
                write!(text, "{}: {sum}, of which {}. ", row.label, named.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up;

    #[test]
    fn a_bar_has_its_parts_their_names_and_their_sum() {
        let (record, figure) = made_up::parts();
        for size in Size::ALL {
            let svg = crate::draw(&record, &figure, size).expect("drawn");
            for name in ["client", "thread start", "the server&apos;s delay", "reading"]
            {
                assert!(svg.contains(&format!(">\n{name}\n</text>")), "{name}");
            }
            assert!(svg.contains("Threads, cold: 30.2 ms, of which client 2.01 ms, "));
            assert!(svg.contains("one latency: 20 ms"));
        }
    }

    #[test]
    fn a_row_without_these_parts_is_still_a_row() {
        let (mut record, figure) = made_up::parts();
        made_up::fail(&mut record, 1);
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("Threads, warm: timed out"));
        for index in 0..record.rows.len() {
            made_up::fail(&mut record, index);
        }
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("No sample has these parts"));
    }
}
