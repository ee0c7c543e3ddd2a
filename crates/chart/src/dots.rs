//! A row a strategy: every sample as a ring, the median as a diamond, its 95 %
//! interval as a bar, on a logarithmic axis, with the ideal as a dashed line.

use std::fmt::Write as _;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use record::figure::Figure;
use record::stats::{self, Estimate};
use record::{Metric, Record, Row, quantity};

use crate::{Error, Size, axis, palette, svg};

type Plane<'a> =
    ChartContext<'a, SVGBackend<'a>, Cartesian2d<LogCoord<f64>, RangedCoordf64>>;
type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Measures of a drawing, in pixels.
struct Measures {
    width: u32,
    /// Room on the left for the strategies' names; 0 puts a name above its row.
    names: u32,
    /// Room on the right for the medians.
    medians: u32,
    row: u32,
    text: u32,
    most_ticks: usize,
}

impl Measures {
    fn of(size: Size) -> Self {
        match size {
            Size::Wide => Self {
                width: 760,
                names: 190,
                medians: 90,
                row: 36,
                text: 18,
                most_ticks: 8,
            },
            Size::Narrow => Self {
                width: 360,
                names: 0,
                medians: 8,
                row: 48,
                text: 17,
                most_ticks: 5,
            },
        }
    }
}

/// Room above the rows, for the ideal's name, and below, for the axis.
const TOP: u32 = 30;
const BOTTOM: u32 = 52;

/// Draws a metric of every strategy of a record.
pub(crate) fn draw(
    record: &Record,
    figure: &Figure,
    metric: Metric,
    axis: &str,
    size: Size,
) -> Result<String, Error> {
    let measures = Measures::of(size);
    let height = TOP + measures.row * record.rows.len() as u32 + BOTTOM;
    let mut drawing = String::new();
    {
        let canvas = SVGBackend::with_string(&mut drawing, (measures.width, height))
            .into_drawing_area();
        canvas.fill(&palette::PAPER)?;
        plot(record, &measures, &canvas)?;
        canvas.present()?;
    }
    let id = format!("chart-{}-{}-{}", record.chapter, record.experiment, figure.name);
    Ok(svg::finish(&drawing, size, &id, &record.question, &description(record)))
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, _metric: Metric) -> String {
    let mut caption = format!(
        "Further left is sooner. Diamond: the median of {} rounds; bar: its 95 % interval; rings: the samples. \
         The axis is logarithmic: equal distances are equal ratios.",
        record.timed_rounds()
    );
    if let Some(ideal) = &record.ideal {
        let _ = write!(caption, " Dashed: {}, which nothing can beat.", ideal.label);
    }
    caption
}

fn plot(
    record: &Record,
    measures: &Measures,
    canvas: &Canvas<'_>,
) -> Result<(), Error> {
    let times = record.rows.iter().flat_map(|row| stats::values(row, Metric::Wall));
    let ideal = record.ideal.as_ref().map(|ideal| ideal.wall_ns as f64);
    let Some(range) = axis::range(times.chain(ideal)) else {
        return label(
            canvas,
            "No sample succeeded; the table says why.",
            (10, 20),
            measures.text,
            palette::INK,
            HPos::Left,
        );
    };
    let rows = record.rows.len() as f64;
    let mut plane: Plane<'_> = ChartBuilder::on(canvas)
        .margin_left(measures.names.max(10))
        .margin_right(measures.medians)
        .margin_top(TOP)
        .margin_bottom(BOTTOM)
        .build_cartesian_2d((range.start..range.end).log_scale(), rows..0.0)?;
    draw_axis(&mut plane, canvas, &range, measures, rows)?;
    if let (Some(ns), Some(ideal)) = (ideal, &record.ideal) {
        plane.draw_series(DashedLineSeries::new(
            [(ns, 0.0), (ns, rows)],
            6,
            4,
            palette::IDEAL.stroke_width(2),
        ))?;
        let (x, _) = plane.backend_coord(&(ns, 0.0));
        let text = format!("{}: {}", ideal.label, round(ns));
        label(
            canvas,
            &text,
            (x.max(10), 14),
            measures.text,
            palette::IDEAL,
            HPos::Left,
        )?;
    }
    for (index, row) in record.rows.iter().enumerate() {
        draw_row(&mut plane, canvas, row, index as f64, measures)?;
    }
    Ok(())
}

fn draw_axis(
    plane: &mut Plane<'_>,
    canvas: &Canvas<'_>,
    range: &Range<f64>,
    measures: &Measures,
    rows: f64,
) -> Result<(), Error> {
    for tick in axis::ticks(range, measures.most_ticks) {
        plane.draw_series([PathElement::new(
            [(tick, 0.0), (tick, rows)],
            palette::GRID.stroke_width(1),
        )])?;
        let (x, y) = plane.backend_coord(&(tick, rows));
        // A round value needs no digits behind the point.
        let text = quantity::time(tick).replace(".00", "").replace(".0 ", " ");
        label(canvas, &text, (x, y + 13), measures.text, palette::MUTED, HPos::Center)?;
    }
    let (x, y) = plane.backend_coord(&((range.start * range.end).sqrt(), rows));
    label(
        canvas,
        "time for all of it",
        (x, y + 36),
        measures.text,
        palette::MUTED,
        HPos::Center,
    )
}

/// A round value needs no digits behind the point.
fn round(ns: f64) -> String {
    quantity::time(ns).replace(".00 ", " ").replace(".0 ", " ")
}

fn draw_row(
    plane: &mut Plane<'_>,
    canvas: &Canvas<'_>,
    row: &Row,
    index: f64,
    measures: &Measures,
) -> Result<(), Error> {
    let name_above = measures.names == 0;
    let y = index + if name_above { 0.72 } else { 0.5 };
    let middle = |plane: &Plane<'_>, ns: f64| plane.backend_coord(&(ns, y));
    let times = stats::values(row, Metric::Wall);
    let Some(time) = stats::estimate(&times) else {
        let why = row
            .failures()
            .last()
            .map_or("not measured", |failure| failure.kind.words());
        let text = format!("{}: {why}", row.label);
        let at = (10, middle(plane, 1e9).1);
        return label(canvas, &text, at, measures.text, palette::INK, HPos::Left);
    };
    if let Some(least) = times.iter().copied().reduce(f64::min) {
        let start = plane.as_coord_spec().x_spec().range().start;
        let guide =
            PathElement::new([(start, y), (least, y)], palette::GRID.stroke_width(1));
        plane.draw_series([guide])?;
    }
    plane.draw_series(
        times.iter().map(|ns| Circle::new((*ns, y), 4, palette::MUTED.stroke_width(1))),
    )?;
    if let Some(interval) = time.interval {
        plane.draw_series([PathElement::new(
            [(interval.low, y), (interval.high, y)],
            palette::MEASURED.stroke_width(5),
        )])?;
    }
    let diamond = [(-6, 0), (0, -6), (6, 0), (0, 6)];
    plane.draw_series([EmptyElement::at((time.median, y))
        + Polygon::new(diamond, palette::MEASURED.filled())])?;

    let (_, centre) = middle(plane, time.median);
    draw_name(canvas, &row.label, &quantity::time(time.median), centre, measures)
}

/// The strategy's name and its median: to both sides of its row, or above it.
fn draw_name(
    canvas: &Canvas<'_>,
    name: &str,
    median: &str,
    centre: i32,
    measures: &Measures,
) -> Result<(), Error> {
    let (size, ink) = (measures.text, palette::INK);
    if measures.names > 0 {
        label(canvas, name, (0, centre), size, ink, HPos::Left)?;
        let right = (measures.width as i32 - 2, centre);
        return label(canvas, median, right, size, ink, HPos::Right);
    }
    let text = format!("{name}: {median}");
    let above = centre - measures.row as i32 / 2 + 1;
    // Paper behind it: lines of the axis would run through the text.
    let width = text.chars().count() as i32 * size as i32 * 9 / 20;
    let paper = [(8, above - 10), (12 + width, above + 9)];
    canvas.draw(&Rectangle::new(paper, palette::PAPER.filled()))?;
    label(canvas, &text, (10, above), size, ink, HPos::Left)
}

fn label(
    canvas: &Canvas<'_>,
    text: &str,
    at: (i32, i32),
    size: u32,
    colour: RGBColor,
    horizontal: HPos,
) -> Result<(), Error> {
    let style = TextStyle::from(("sans-serif", size).into_font())
        .color(&colour)
        .pos(Pos::new(horizontal, VPos::Center));
    canvas.draw(&Text::new(text.to_owned(), at, style))?;
    Ok(())
}

/// The chart in words: what somebody who does not see it needs to know.
fn description(record: &Record) -> String {
    let mut text = String::from(
        "Medians and 95 % intervals of the time for all of it, one strategy a row. ",
    );
    for row in &record.rows {
        let _ = match stats::estimate(&stats::values(row, Metric::Wall)) {
            Some(Estimate { median, interval: Some(interval) }) => {
                write!(
                    text,
                    "{}: {} ({}). ",
                    row.label,
                    quantity::time(median),
                    quantity::time_interval(interval)
                )
            }
            Some(Estimate { median, interval: None }) => {
                write!(text, "{}: {}. ", row.label, quantity::time(median))
            }
            None => write!(text, "{}: no sample. ", row.label),
        };
    }
    if let Some(ideal) = &record.ideal {
        let _ = write!(
            text,
            "The ideal, {}: {}.",
            ideal.label,
            quantity::time(ideal.wall_ns as f64)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Failure, FailureKind, Outcome, example};

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
            assert_eq!(svg.matches("<circle").count(), 12);
            assert_eq!(svg.matches("<polygon").count(), 2);
            assert!(
                svg.contains("role=\"img\"")
                    && svg.contains("<title id=")
                    && svg.contains("<desc id=")
            );
            assert!(svg.contains("The slow row: 2.01 s (1.99 – 2.03 s)."), "{svg}");
            assert!(svg.contains("one latency: 20 ms"));
        }
    }

    #[test]
    fn only_the_palettes_colours_are_used() {
        let svg = test_draw(&record(), Size::Wide).expect("drawn");
        let known: Vec<String> = palette::ALL.into_iter().map(palette::hex).collect();
        for colour in svg.split("=\"#").skip(1).filter_map(|rest| rest.get(..6)) {
            assert!(known.contains(&format!("#{colour}")), "#{colour}");
        }
    }

    #[test]
    fn a_row_that_failed_is_still_a_row() {
        let mut record = record();
        for sample in &mut record.rows[1].samples {
            sample.outcome = Outcome::Failed(Failure {
                kind: FailureKind::TimedOut,
                message: "slow".to_owned(),
            });
        }
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
        record.question = "Is a < b & c?".to_owned();
        record.rows[0].label = "<script>".to_owned();
        let svg = test_draw(&record, Size::Wide).expect("drawn");
        assert!(svg.contains("Is a &lt; b &amp; c?") && !svg.contains("<script>"));
    }
}
