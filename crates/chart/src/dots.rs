//! A row a strategy: every sample as a ring, the median as a diamond, its 95 %
//! interval as a bar, on a logarithmic axis, or a linear one for shares in percent, with
//! the ideal as a dashed line.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use evidence::figure::Figure;
use plotters::prelude::*;
use record::{Ideal, Metric, Record, Row, stats};

use crate::axis::{self, Axis};
use crate::rows::Rows;
use crate::scale::{self, Place, Scale, Tried};
use crate::series::{self, Series};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette};

/// Room above the rows, for the ideal's name, and below, for the axis.
const TOP: i32 = 30;
const BOTTOM: i32 = 52;

/// A metric of every strategy of a record.
struct Dots<'a> {
    record: &'a Record,
    metric: Metric,
    values: Values,
    axis: &'a str,
    size: Size,
    rows: Rows,
    figure: &'a Figure,
    tried: Option<Tried<'a>>,
}

/// The look of another record's marks in a chart of rows.
const OTHER: Series = Series { index: 1, solid: true };

/// Draws a metric of every strategy of a record.
pub(crate) fn draw(
    record: &Record,
    figure: &Figure,
    metric: Metric,
    axis: &str,
    size: Size,
    tried: Option<Tried<'_>>,
) -> Result<String, Error> {
    let concerned = concerned(record, metric);
    let record = concerned.as_ref();
    let rows = Rows::of(record, size, TOP);
    let values = Values::Of(metric.unit());
    let dots = Dots { record, metric, values, axis, size, rows, figure, tried };
    let finish = |drawing: &str| {
        let id = svg::id(record, figure);
        svg::finish(drawing, size, &id, &figure.title, &dots.description())
    };
    let Some(range) = dots.range() else {
        let words = "No sample succeeded; the table says why.";
        return Ok(finish(&text::sentence(size, words)?));
    };
    let scale = dots.scale(&range);
    let legend = scale::legend(tried, size, dots.rows.bottom + BOTTOM);
    let drawing = svg::drawn(size, legend.bottom, |canvas| {
        dots.plot(canvas, &range, &scale.axis)?;
        if let Some(tried) = tried {
            scale.draw(canvas, figure, tried)?;
            scale::draw_legend(&legend, canvas, OTHER, |at| diamond(canvas, at))?;
        }
        Ok(())
    })?;
    Ok(scale.written_on(&finish(&drawing)))
}

/// The record without the rows that ran and have nothing of this metric: a chart of
/// answers is not about a row in which nobody asks.
fn concerned(record: &Record, metric: Metric) -> Cow<'_, Record> {
    let has_none = |row: &Row| {
        row.measured().next().is_some() && stats::values(row, metric).is_empty()
    };
    if samples(record, metric).next().is_none() || !record.rows.iter().any(has_none) {
        return Cow::Borrowed(record);
    }
    let mut record = record.clone();
    record.rows.retain(|row| !has_none(row));
    Cow::Owned(record)
}

/// Whether a metric is a share of something, in percent: 0 and 100 are values like others.
fn is_share(metric: Metric) -> bool {
    matches!(metric, Metric::Own(name) if name.ends_with("_percent"))
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, metric: Metric) -> String {
    let direction = match metric {
        Metric::Wall => "Further left is sooner. ",
        Metric::Cpu | Metric::PeakRss => "Further left is less. ",
        // Of what an experiment counts itself, more may be better.
        _ => "",
    };
    let mut caption = format!(
        "{direction}Diamond: the median of {} rounds; bar: its 95 % interval; rings: the samples.",
        record.timed_rounds()
    );
    if is_share(metric) {
        return caption;
    }
    caption.push_str(" The axis is logarithmic: equal distances are equal ratios.");
    if samples(record, metric).any(|value| value <= 0.0) {
        caption.push_str(" It has no 0, which stands at its left end.");
    }
    if let Some(ideal) = ideal(record, metric) {
        let _ = write!(caption, " Dashed: {}, which nothing can beat.", ideal.label);
    }
    caption
}

/// Draws the mark of a median.
pub(crate) fn diamond(canvas: &Canvas<'_>, (x, y): (i32, i32)) -> Result<(), Error> {
    let corners = [(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)];
    Ok(canvas.draw(&Polygon::new(corners, palette::MEASURED.filled()))?)
}

/// An ideal is a time for all of it.
fn ideal(record: &Record, metric: Metric) -> Option<&Ideal> {
    record.ideal.as_ref().filter(|_| metric == Metric::Wall)
}

fn samples(record: &Record, metric: Metric) -> impl Iterator<Item = f64> {
    record.rows.iter().flat_map(move |row| stats::values(row, metric))
}

impl Dots<'_> {
    /// What the axis shows; nothing where there is nothing to show.
    fn range(&self) -> Option<Range<f64>> {
        if is_share(self.metric) {
            return samples(self.record, self.metric).next().map(|_| 0.0..100.0);
        }
        let ideal = ideal(self.record, self.metric).map(|ideal| ideal.wall_ns as f64);
        let mut samples = samples(self.record, self.metric).peekable();
        // Nothing but zeros: any axis will do.
        let zeros = samples.peek().map(|_| 1.0..10.0);
        let tried = self.tried.map(|tried| tried.values(self.figure));
        let values = samples.chain(ideal).chain(tried.into_iter().flatten());
        axis::range(values).or(zeros)
    }

    fn scale(&self, range: &Range<f64>) -> Scale {
        let medians = if self.size == Size::Wide { 90 } else { 8 };
        let ends = (self.rows.names.max(10), self.size.width() - medians);
        let place = |(index, row): (usize, &Row)| Place {
            name: scale::name(row, self.metric),
            at: self.rows.middle(index),
            series: OTHER,
        };
        Scale {
            axis: if is_share(self.metric) {
                Axis::linear(range.clone(), ends)
            } else {
                Axis::logarithmic(range.clone(), ends)
            },
            is_upright: false,
            places: self.record.rows.iter().enumerate().map(place).collect(),
        }
    }

    fn plot(
        &self,
        canvas: &Canvas<'_>,
        range: &Range<f64>,
        axis: &Axis,
    ) -> Result<(), Error> {
        self.draw_axis(canvas, range, axis)?;
        if let Some(ideal) = ideal(self.record, self.metric) {
            let ns = ideal.wall_ns as f64;
            let (x, bottom) = (axis.at(ns), self.rows.bottom);
            let style = palette::IDEAL.stroke_width(2);
            series::dashed(canvas, &[(x, TOP), (x, bottom)], (6, 4), style)?;
            let text = format!("{}: {}", ideal.label, self.values.round(ns));
            let style = Style::left(self.size.text(), palette::IDEAL);
            text::write(canvas, &text, (x.max(10), 14), style)?;
        }
        self.rows.write_headings(canvas)?;
        for (index, row) in self.record.rows.iter().enumerate() {
            self.draw_row(canvas, index, row, axis)?;
        }
        Ok(())
    }

    fn draw_axis(
        &self,
        canvas: &Canvas<'_>,
        range: &Range<f64>,
        axis: &Axis,
    ) -> Result<(), Error> {
        let most = if self.size == Size::Wide { 8 } else { 5 };
        let style = Style::centre(self.size.text(), palette::MUTED);
        let bottom = self.rows.bottom;
        let ticks = if is_share(self.metric) {
            axis::linear_ticks(range.end, most)
        } else {
            self.values.ticks(range, most)
        };
        for tick in &ticks {
            let x = axis.at(*tick);
            canvas.draw(&PathElement::new(
                [(x, TOP), (x, bottom)],
                palette::GRID.stroke_width(1),
            ))?;
        }
        for (x, name) in self.named(&ticks, axis) {
            text::write(canvas, &name, (x, bottom + 13), style)?;
        }
        let (first, last) = axis.ends();
        text::write(canvas, self.axis, (i32::midpoint(first, last), bottom + 36), style)
    }

    /// The names that have room, and where: of two that are in each other's way,
    /// the rounder value's. High on a logarithmic axis, nine lies close to ten.
    fn named(&self, ticks: &[f64], axis: &Axis) -> Vec<(i32, String)> {
        let roundness = |tick: f64| {
            let digits = tick / 10_f64.powf(tick.log10().floor());
            [1.0, 5.0, 2.0].iter().position(|round| (digits - round).abs() < 1e-6)
        };
        let mut by_roundness: Vec<f64> = ticks.to_vec();
        by_roundness.sort_by_key(|tick| roundness(*tick).unwrap_or(3));
        let mut named: Vec<(i32, i32, String)> = Vec::new();
        for tick in by_roundness {
            let name = self.values.round(tick);
            let (x, width) = (axis.at(tick), text::width(&name, self.size.text()));
            let is_free = |(other, its, _): &(i32, i32, String)| {
                (x - other).abs() > (width + its) / 2 + 8
            };
            if named.iter().all(is_free) {
                named.push((x, width, name));
            }
        }
        named.into_iter().map(|(x, _, name)| (x, name)).collect()
    }

    fn draw_row(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        row: &Row,
        axis: &Axis,
    ) -> Result<(), Error> {
        let values = stats::values(row, self.metric);
        let Some(estimate) = stats::estimate(&values) else {
            return self.rows.write_failure(canvas, index, row);
        };
        let y = self.rows.middle(index);
        if let Some(least) = values.iter().copied().reduce(f64::min) {
            let guide = [(axis.ends().0, y), (axis.at(least), y)];
            canvas.draw(&PathElement::new(guide, palette::GRID.stroke_width(1)))?;
        }
        for value in &values {
            let ring = palette::MUTED.stroke_width(1);
            canvas.draw(&Circle::new((axis.at(*value), y), 4, ring))?;
        }
        if let Some(interval) = estimate.interval {
            canvas.draw(&PathElement::new(
                [(axis.at(interval.low), y), (axis.at(interval.high), y)],
                palette::MEASURED.stroke_width(5),
            ))?;
        }
        diamond(canvas, (axis.at(estimate.median), y))?;

        let median = self.values.words(estimate.median);
        self.rows.write_name(canvas, index, &row.label, &median)?;
        if self.size == Size::Narrow {
            return Ok(());
        }
        let style = Style::right(self.size.text(), palette::INK);
        text::write(canvas, &median, (self.size.width() - 2, y), style)
    }

    /// The chart in words: what somebody who does not see it needs to know.
    fn description(&self) -> String {
        let mut text =
            format!("Medians and 95 % intervals: {}. One strategy a row. ", self.axis);
        let mut group = None;
        for row in &self.record.rows {
            if let Some(name) = row.group.as_ref().filter(|name| Some(*name) != group) {
                let _ = write!(text, "{name}. ");
                group = Some(name);
            }
            let _ = match stats::estimate(&stats::values(row, self.metric)) {
                Some(estimate) => {
                    write!(text, "{}: {}. ", row.label, self.values.estimate(estimate))
                }
                None => write!(text, "{}: {}. ", row.label, row.why_not()),
            };
        }
        if let Some(ideal) = ideal(self.record, self.metric) {
            let time = self.values.words(ideal.wall_ns as f64);
            let _ = write!(text, "The ideal, {}: {time}.", ideal.label);
        }
        if let Some(tried) = self.tried {
            scale::describe(&mut text, self.figure, tried, self.values);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::figure::Kind;
    use record::{Outcome, example};

    fn test_draw(record: &Record, size: Size) -> Result<String, Error> {
        let figure = crate::made_up::wall_times("times");
        crate::draw(record, &figure, size)
    }

    fn record() -> Record {
        example::record(&[
            ("slow", &[2000., 2010., 2020., 1990., 2000., 2030.]),
            ("fast", &[25., 24., 26., 25., 24., 27.]),
        ])
    }

    #[test]
    fn a_chart_shows_every_sample_and_says_what_it_shows() {
        for size in [Size::Wide, Size::Narrow] {
            let svg = test_draw(&record(), size).expect("drawn");
            assert_eq!(svg.matches("a4,4 0 1,0 8,0").count(), 12);
            assert_eq!(svg.matches("<polygon").count(), 2);
            assert!(svg.contains("The slow row: 2.01 s (1.99 – 2.03 s)."), "{svg}");
            assert!(svg.contains("one latency: 20 ms"));
        }
    }

    #[test]
    fn names_on_the_axis_keep_out_of_each_others_way() {
        let record = example::record(&[("slow", &[70., 181.]), ("fast", &[78., 100.])]);
        let record = record::Record { ideal: None, ..record };
        let svg = test_draw(&record, Size::Wide).expect("drawn");
        assert!(svg.contains(">\n100 ms\n<") && !svg.contains(">\n90 ms\n<"), "{svg}");
    }

    #[test]
    fn a_row_that_failed_is_still_a_row() {
        let mut record = record();
        crate::made_up::fail(&mut record, 1);
        let svg = test_draw(&record, Size::Narrow).expect("drawn");
        assert!(svg.contains("The fast row: timed out"));
    }

    #[test]
    fn a_record_without_a_sample_is_drawn_as_a_sentence() {
        let mut record = example::record(&[("slow", &[])]);
        record.ideal = None;
        assert!(
            test_draw(&record, Size::Wide)
                .expect("drawn")
                .contains("No sample succeeded")
        );
    }

    #[test]
    fn what_comes_from_a_record_is_escaped() {
        let mut record = record();
        record.rows[0].label = "<script>".to_owned();
        let svg = test_draw(&record, Size::Wide).expect("drawn");
        assert!(svg.contains("Is a &lt; b &amp; c?") && !svg.contains("<script>"));
    }

    #[test]
    fn a_family_has_a_heading() {
        let (record, figure) = crate::made_up::families();
        for size in Size::ALL {
            let svg = crate::draw(&record, &figure, size).expect("drawn");
            assert_eq!(svg.matches("font-weight=\"bold\"").count(), 5);
            assert!(svg.contains("Async. Async, a thread per core: 23.6 ms"), "{svg}");
        }
    }

    #[test]
    fn another_metric_has_its_own_unit_and_no_ideal() {
        let kind =
            Kind::Dots { metric: Metric::PeakRss, axis: "peak memory".to_owned() };
        let figure = crate::made_up::figure("memory", kind);
        let svg = crate::draw(&record(), &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("6.00 MiB") && svg.contains("intervals: peak memory."));
        assert!(!svg.contains("one latency"));
        let caption = crate::caption(&record(), &figure);
        assert!(
            caption.starts_with("Further left is less.") && !caption.contains("beat")
        );
    }

    #[test]
    fn what_an_experiment_counts_itself_has_no_better_side() {
        let said = caption(&record(), Metric::Own("answered"));
        assert!(said.starts_with("Diamond:"), "{said}");
    }

    #[test]
    fn a_row_that_has_nothing_of_the_metric_is_not_in_its_chart() {
        let mut record = record();
        record.rows[0].label = "Nobody asks".to_owned();
        for sample in &mut record.rows[1].samples {
            if let Outcome::Ok(measured) = &mut sample.outcome {
                measured.own.insert("answer_ns".to_owned(), 5_000);
            }
        }
        let kind = Kind::Dots {
            metric: Metric::named("answer_ns"),
            axis: "answered within".to_owned(),
        };
        let figure = crate::made_up::figure("answers", kind);
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("5.00 µs") && !svg.contains("Nobody asks"), "{svg}");
    }

    #[test]
    fn shares_stand_between_none_and_all() {
        let mut record = record();
        for (row, share) in record.rows.iter_mut().zip([0, 25]) {
            for sample in &mut row.samples {
                if let Outcome::Ok(measured) = &mut sample.outcome {
                    measured.own.insert("lost_percent".to_owned(), share);
                }
            }
        }
        let metric = Metric::named("lost_percent");
        let figure = crate::made_up::figure(
            "shares",
            Kind::Dots { metric, axis: "% lost".to_owned() },
        );
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        for tick in ["0", "20", "100"] {
            assert!(svg.contains(&format!(">\n{tick}\n</text>")), "{svg}");
        }
        assert!(svg.contains("&quot;logarithmic&quot;:false"), "{svg}");
        assert!(!caption(&record, metric).contains("logarithmic"));
    }

    #[test]
    fn nothing_but_zeros_is_drawn() {
        let kind = Kind::Dots { metric: Metric::Wall, axis: "time".to_owned() };
        let figure = crate::made_up::figure("zeros", kind);
        let mut record = example::record(&[("none", &[0., 0., 0.])]);
        record.ideal = None;
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("0 ns") && svg.contains("<polygon"));
        assert!(crate::caption(&record, &figure).contains("It has no 0"));
    }
}
