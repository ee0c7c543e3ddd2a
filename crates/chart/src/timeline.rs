//! What each task of a row did when, and on which thread: a bar a span, from a
//! trace.

use std::fmt::Write as _;

use plotters::prelude::*;
use record::figure::Figure;
use record::{Phase, Record, Trace, Unit};

use crate::axis::{self, Axis};
use crate::lanes::{self, Band, Extent};
use crate::legend::Legend;
use crate::spans;
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette};

/// About how high the lanes may be in all, and how high one.
const HIGH: i32 = 300;
const LANE: (i32, i32) = (2, 16);
/// More lanes than this are too low to be seen: only some are drawn.
const MOST_LANES: usize = 150;
const BOTTOM: i32 = 52;
const SAMPLE: i32 = 24;
const TIME: Values = Values::Of(Unit::Time);

/// Draws the timeline of one row.
pub(crate) fn draw(
    record: &Record,
    figure: &Figure,
    row: &str,
    size: Size,
) -> Result<String, Error> {
    let name = label(record, row);
    let trace = record.trace(row).filter(|trace| !trace.spans.is_empty());
    let (drawing, description) = match trace {
        None => {
            let text = format!("{name}: not traced.");
            (svg::sentence(size, &text)?, text)
        }
        Some(trace) => {
            let timeline = Timeline::of(trace, name, size);
            let drawing = svg::drawn(size, timeline.bottom() + BOTTOM, |canvas| {
                timeline.plot(canvas)
            })?;
            (drawing, timeline.description())
        }
    };
    let id = format!("{}-{row}", svg::id(record, figure));
    let title = format!("What each task did when: {name}");
    Ok(svg::finish(&drawing, size, &id, &title, &description))
}

/// What charts call the row with this key.
pub(crate) fn label<'a>(record: &'a Record, row: &'a str) -> &'a str {
    record.row(row).map_or(row, |row| &row.label)
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, rows: &[&str]) -> String {
    let mut caption = String::from(
        "A bar is one task that waits (light) or computes (solid), on the line of its thread: \
         as many bars above each other as there are tasks at once.",
    );
    if rows.len() > 1 {
        caption.push_str(" Each has a time axis of its own.");
    }
    caption.push_str(
        " What is too short to be seen is a pixel wide. From a run that was traced and not timed.",
    );
    if rows.iter().all(|row| record.trace(row).is_none()) {
        caption.push_str(" This record has no trace.");
    }
    caption
}

struct Timeline<'a> {
    name: &'a str,
    extent: Extent,
    bands: Vec<Band<'a>>,
    /// Of so many lanes one is drawn.
    every: usize,
    lane: i32,
    gap: i32,
    size: Size,
    /// What the legend names.
    phases: Vec<(Phase, &'static str)>,
    legend: Legend,
}

impl<'a> Timeline<'a> {
    fn of(trace: &'a Trace, name: &'a str, size: Size) -> Self {
        let mut bands = lanes::bands(trace);
        let lanes: usize = bands.iter().map(|band| band.lanes.len()).sum();
        let every = lanes.div_ceil(MOST_LANES).max(1);
        if every > 1 {
            let mut number = 0;
            for band in &mut bands {
                band.lanes.retain(|_| {
                    number += 1;
                    (number - 1) % every == 0
                });
            }
            bands.retain(|band| !band.lanes.is_empty());
        }
        let drawn: usize = bands.iter().map(|band| band.lanes.len()).sum();
        let gap = if bands.len() > 20 { 0 } else { 5 };
        let room = HIGH - gap * bands.len() as i32;
        let lane = (room / drawn.max(1) as i32).clamp(LANE.0, LANE.1);
        let does = |phase| trace.spans.iter().any(|span| span.phase == phase);
        let phases: Vec<_> =
            spans::PHASES.into_iter().filter(|(phase, _)| does(*phase)).collect();
        let names = phases.iter().map(|(_, name)| String::from(*name)).collect();
        let lines = if size == Size::Wide { 30 } else { 76 };
        let legend = Legend::of(names, SAMPLE, size, lines);
        let extent = Extent::of(trace);
        Self { name, extent, bands, every, lane, gap, size, phases, legend }
    }

    fn height(&self, band: &Band<'_>) -> i32 {
        band.lanes.len() as i32 * self.lane + self.gap
    }

    fn bottom(&self) -> i32 {
        let bands: i32 = self.bands.iter().map(|band| self.height(band)).sum();
        self.legend.bottom + 6 + bands.max(36)
    }

    /// The trace in numbers, in two parts.
    fn facts(&self) -> [String; 2] {
        let time = TIME.words(self.extent.end_ns as f64);
        let mut busy = format!("at most {} at once, {time}", self.extent.at_once);
        if self.every > 1 {
            let _ = write!(busy, "; one line in {} is drawn", self.every);
        }
        [self.extent.tasks_in_words(), busy]
    }

    fn description(&self) -> String {
        format!(
            "{}: {}. A bar a task, on the line of its thread, from left to right in time.",
            self.name,
            self.facts().join(", ")
        )
    }

    /// What the bands are called, where there is room to call each by its name.
    fn names(&self, room: i32) -> Option<Vec<String>> {
        let names = lanes::names(&self.bands);
        let text = self.size.text() - 2;
        let fit = names.iter().all(|name| text::width(name, text) <= room)
            && self.bands.iter().all(|band| self.height(band) >= 15)
            && self.every == 1;
        fit.then_some(names)
    }

    fn plot(&self, canvas: &Canvas<'_>) -> Result<(), Error> {
        let text = self.size.text();
        let name = Style::left(text, palette::INK).bold();
        let facts = Style::left(text - 1, palette::MUTED);
        if self.size == Size::Wide {
            text::write(canvas, self.name, (0, 14), name)?;
            let after = text::width(self.name, text) * 23 / 20 + 18;
            text::write(canvas, &self.facts().join(", "), (after, 14), facts)?;
        } else {
            text::write(canvas, self.name, (4, 14), name)?;
            for (y, part) in [38, 60].into_iter().zip(self.facts()) {
                text::write(canvas, &part, (4, y), facts)?;
            }
        }
        self.legend.draw(canvas, palette::INK, |index, (x, y)| {
            spans::bar(canvas, self.phases[index].0, (x, y - 6), (x + SAMPLE, y + 6))
        })?;
        let room = if self.size == Size::Wide { 170 } else { 84 };
        let names = self.names(room);
        let left = match &names {
            Some(names) => {
                let wide = names.iter().map(|name| text::width(name, text - 2)).max();
                wide.unwrap_or(0) + 12
            }
            None => 96,
        };
        let end = self.extent.end_ns as f64;
        let axis = Axis::linear(0.0..end.max(1.0), (left, self.size.width() - 14));
        self.draw_axis(canvas, &axis)?;
        let mut top = self.legend.bottom + 6;
        for (index, band) in self.bands.iter().enumerate() {
            let bottom = top + self.height(band);
            self.draw_band(canvas, band, &axis, top)?;
            if let Some(name) = names.as_ref().and_then(|names| names.get(index)) {
                let style = Style::right(text - 2, palette::MUTED);
                text::write(
                    canvas,
                    name,
                    (left - 8, i32::midpoint(top, bottom)),
                    style,
                )?;
            }
            top = bottom;
        }
        if names.is_none() {
            let middle = i32::midpoint(self.legend.bottom + 6, self.bottom());
            let words = self.extent.threads_in_words();
            for (line, words) in (0..).zip(words.split(", ")) {
                let style = Style::right(text - 2, palette::MUTED);
                text::write(canvas, words, (left - 8, middle + 20 * line), style)?;
            }
        }
        Ok(())
    }

    fn draw_axis(&self, canvas: &Canvas<'_>, axis: &Axis) -> Result<(), Error> {
        let end = self.extent.end_ns as f64;
        let (top, bottom) = (self.legend.bottom + 2, self.bottom());
        let style = Style::centre(self.size.text() - 1, palette::MUTED);
        let most = if self.size == Size::Wide { 7 } else { 3 };
        for tick in axis::linear_ticks(end, most) {
            let x = axis.at(tick);
            let line = [(x, top), (x, bottom)];
            canvas.draw(&PathElement::new(line, palette::GRID.stroke_width(1)))?;
            text::write(canvas, &TIME.round(tick), (x, bottom + 13), style)?;
        }
        let (first, last) = axis.ends();
        let words = format!("time from 0 to {}", TIME.words(end));
        text::write(canvas, &words, (i32::midpoint(first, last), bottom + 36), style)
    }

    fn draw_band(
        &self,
        canvas: &Canvas<'_>,
        band: &Band<'_>,
        axis: &Axis,
        top: i32,
    ) -> Result<(), Error> {
        if self.gap > 1 {
            let y = top + self.height(band) - 2;
            let line = [(axis.ends().0, y), (axis.ends().1, y)];
            canvas.draw(&PathElement::new(line, palette::GRID.stroke_width(1)))?;
        }
        spans::draw(canvas, &band.lanes, axis, (top, self.lane))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Size, made_up};

    #[test]
    fn a_row_has_a_timeline_with_a_bar_for_every_span() {
        let (record, figure) = made_up::timelines();
        for size in Size::ALL {
            let timelines = crate::timelines(&record, &figure, size).expect("drawn");
            assert_eq!(timelines.len(), 7);
            let (label, pool) = &timelines[1];
            assert_eq!(label, "Pool of 5 threads");
            // Waiting has a fill and an outline; the legend and the paper add four.
            assert_eq!(pool.matches("<rect").count(), 300 + 3 + 1);
            assert!(pool.contains("100 tasks, 5 threads, at most 5 at once, 412 ms."));
            assert!(pool.contains(">\nthread 5\n</text>"));
            assert!(timelines[2].1.contains(">\n100 threads\n</text>"));
        }
    }

    #[test]
    fn a_row_without_a_trace_says_so() {
        let (mut record, figure) = made_up::timelines();
        record.traces.clear();
        for (label, svg) in
            crate::timelines(&record, &figure, Size::Wide).expect("drawn")
        {
            assert!(svg.contains(&format!("{label}: not traced.")));
        }
        assert!(crate::caption(&record, &figure).contains("This record has no trace."));
    }

    #[test]
    fn a_timeline_of_too_many_lanes_says_how_many_it_shows() {
        let (mut record, figure) = made_up::timelines();
        let spans = &mut record.traces[0].spans;
        let span = spans[0].clone();
        spans.clear();
        for thread in 0..1000 {
            spans.push(record::Span { thread, ..span.clone() });
        }
        let svg = crate::draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("at most 1000 at once") && svg.contains("one line in 7"));
        assert!(svg.matches("<rect").count() < 300);
    }
}
