//! What each task of a row did when, and on which thread: a bar a span, from a
//! trace. One row alone, or several below each other on one time axis.

use evidence::figure::Figure;
use plotters::prelude::*;
use record::{Phase, Record, Unit};

use crate::axis::{self, Axis};
use crate::legend::Legend;
use crate::panel::Panel;
use crate::replay::{Replay, Strategy};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette, spans};

/// About how high the lanes may be in all.
const HIGH: i32 = 300;
/// The same where there are several panels, of each.
const HIGH_OF_SEVERAL: i32 = 132;
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
    let id = format!("{}-{row}", svg::id(record, figure));
    let title = format!("What each task did when: {}", label(record, row));
    drawn(record, &[row.to_owned()], size, &id, &title)
}

/// Draws the timelines of several rows on one time axis.
pub(crate) fn draw_compared(
    record: &Record,
    figure: &Figure,
    rows: &[String],
    size: Size,
) -> Result<String, Error> {
    let labels: Vec<&str> = rows.iter().map(|row| label(record, row)).collect();
    let title = format!("What each task did when: {}", labels.join("; "));
    drawn(record, rows, size, &svg::id(record, figure), &title)
}

fn drawn(
    record: &Record,
    rows: &[String],
    size: Size,
    id: &str,
    title: &str,
) -> Result<String, Error> {
    let high = if rows.len() > 1 { HIGH_OF_SEVERAL } else { HIGH };
    let timelines = Timelines::of(record, rows, size, high);
    let description = timelines.description();
    let drawing = if timelines.traced.is_empty() {
        text::sentence(size, &description)?
    } else {
        let height = timelines.bottom() + BOTTOM;
        let drawing = svg::drawn(size, height, |canvas| timelines.plot(canvas))?;
        let replay = timelines.replay(record.environment.cores_usable);
        svg::with_group(&drawing, &replay.group(size))
    };
    Ok(svg::finish(&drawing, size, id, title, &description))
}

/// What charts call the row with this key.
pub(crate) fn label<'a>(record: &'a Record, row: &'a str) -> &'a str {
    record.row(row).map_or(row, |row| &row.label)
}

/// What the marks mean, for below the chart.
pub(crate) fn caption(record: &Record, rows: &[String], compared: bool) -> String {
    let mut caption = String::from(
        "A bar is one task, on the line of its thread: as many bars above each other as there are \
         tasks at once. Light: it waits. Solid: it computes. With lines across: it could go on, and \
         another thread has the core, or its turn has not come.",
    );
    caption.push_str(match (rows.len(), compared) {
        (0 | 1, _) => "",
        (_, true) => " All have one time axis.",
        (_, false) => " Each has a time axis of its own.",
    });
    caption.push_str(
        " What is too short to be seen is a pixel wide. From a run that was traced and not timed.",
    );
    if rows.iter().all(|row| record.trace(row).is_none()) {
        caption.push_str(" This record has no trace.");
    }
    caption
}

/// The rows that were traced, from the top of the drawing downwards.
struct Timelines<'a> {
    traced: Vec<(&'a str, Panel<'a>)>,
    /// What there is to say of the others.
    untraced: Vec<&'a str>,
    size: Size,
    /// What the legend names.
    phases: Vec<(Phase, &'static str)>,
    legend: Legend,
}

impl<'a> Timelines<'a> {
    fn of(record: &'a Record, rows: &'a [String], size: Size, high: i32) -> Self {
        let (mut traced, mut untraced) = (Vec::new(), Vec::new());
        for row in rows {
            let name = label(record, row);
            match record.trace(row).filter(|trace| !trace.spans.is_empty()) {
                Some(trace) => traced.push((name, Panel::of(trace, size, high))),
                None => untraced.push(name),
            }
        }
        let does = |phase: Phase| {
            traced.iter().any(|(_, panel): &(_, Panel<'_>)| {
                panel.extent.phases().any(|other| other == phase)
            })
        };
        let phases: Vec<_> =
            spans::PHASES.into_iter().filter(|(phase, _)| does(*phase)).collect();
        let names = phases.iter().map(|(_, name)| String::from(*name)).collect();
        let legend = Legend::of(names, SAMPLE, size, 4);
        Self { traced, untraced, size, phases, legend }
    }

    /// How high the words above a panel are.
    fn heading(&self) -> i32 {
        match self.size {
            Size::Wide
                if self.traced.iter().any(|(name, panel)| {
                    self.after(name) + self.facts_width(panel) > self.size.width() - 2
                }) =>
            {
                52
            }
            Size::Wide => 30,
            Size::Narrow => 74,
        }
    }

    /// Where what follows a panel's name begins: it is bold, and so wider.
    fn after(&self, name: &str) -> i32 {
        text::width(name, self.size.text()) * 23 / 20 + 18
    }

    fn facts_width(&self, panel: &Panel<'_>) -> i32 {
        text::width(&Self::facts(panel).join(", "), self.size.text() - 1)
    }

    /// The upper edges of the panels' headings, and the lower edge of the last.
    fn tops(&self) -> (Vec<i32>, i32) {
        let mut y = self.legend.bottom;
        let mut tops = Vec::new();
        for (_, panel) in &self.traced {
            tops.push(y);
            y += self.heading() + panel.height().max(36) + 8;
        }
        (tops, y - 8)
    }

    fn bottom(&self) -> i32 {
        self.tops().1
    }

    /// The upper and the lower edges of the panels' grids.
    fn grids(&self) -> impl Iterator<Item = (i32, i32)> {
        let (tops, _) = self.tops();
        self.traced.iter().zip(tops).map(|((_, panel), top)| {
            let top = top + self.heading();
            (top - 4, top + panel.height().max(36))
        })
    }

    /// The room for the names of threads.
    fn room(&self) -> i32 {
        if self.size == Size::Wide { 170 } else { 84 }
    }

    fn axis(&self) -> Axis {
        let named = self.traced.iter().map(|(_, panel)| panel.names_width(self.room()));
        let left = named.map(|wide| wide.map_or(96, |wide| wide + 12)).max();
        let ends = (left.unwrap_or(0), self.size.width() - 14);
        Axis::linear(0.0..(self.end_ns() as f64).max(1.0), ends)
    }

    fn replay(&self, cores: u64) -> Replay<'_> {
        let end_ns = self.end_ns().max(1);
        let words = TIME.words(end_ns as f64);
        let strategies = self.traced.iter().zip(self.grids());
        Replay {
            x: self.axis().ends(),
            end_ns,
            unit: words.split(' ').next_back().unwrap_or_default().to_owned(),
            cores,
            strategies: strategies
                .map(|((name, panel), y)| Strategy { name, y, spans: panel.spans })
                .collect(),
        }
    }

    fn end_ns(&self) -> u64 {
        let ends = self.traced.iter().map(|(_, panel)| panel.extent.end_ns);
        ends.max().unwrap_or(0)
    }

    /// A trace in numbers: its tasks, how many at once, and how long it took.
    fn facts(panel: &Panel<'_>) -> [String; 3] {
        let mut time = TIME.words(panel.extent.end_ns as f64);
        if panel.every > 1 {
            time = format!("{time}; one line in {} is drawn", panel.every);
        }
        [panel.extent.tasks_in_words(), panel.extent.at_once_in_words(), time]
    }

    fn description(&self) -> String {
        let traced = self
            .traced
            .iter()
            .map(|(name, panel)| format!("{name}: {}.", Self::facts(panel).join(", ")));
        let untraced = self.untraced.iter().map(|name| format!("{name}: not traced."));
        let mut sentences: Vec<String> = traced.chain(untraced).collect();
        if !self.traced.is_empty() {
            sentences.push(
                "A bar a task, on the line of its thread, from left to right in time."
                    .to_owned(),
            );
        }
        sentences.join(" ")
    }

    fn plot(&self, canvas: &Canvas<'_>) -> Result<(), Error> {
        self.legend.draw(canvas, palette::INK, |index, (x, y)| {
            let bar = ((x, y - 6), (x + SAMPLE, y + 6));
            spans::draw_bars(canvas, self.phases[index].0, &[bar])
        })?;
        let axis = self.axis();
        let (tops, _) = self.tops();
        for (((name, panel), top), grid) in
            self.traced.iter().zip(tops).zip(self.grids())
        {
            self.write_heading(canvas, name, panel, top)?;
            self.draw_grid(canvas, &axis, grid)?;
            panel.draw(canvas, &axis, top + self.heading(), self.room())?;
        }
        self.write_axis(canvas, &axis)
    }

    fn write_heading(
        &self,
        canvas: &Canvas<'_>,
        name: &str,
        panel: &Panel<'_>,
        top: i32,
    ) -> Result<(), Error> {
        let text = self.size.text();
        let bold = Style::left(text, palette::INK).bold();
        let muted = Style::left(text - 1, palette::MUTED);
        let facts = Self::facts(panel);
        if self.size == Size::Wide {
            text::write(canvas, name, (0, top + 14), bold)?;
            // Beside the name, or below where they would run into it.
            let at = if self.heading() > 30 { (0, 36) } else { (self.after(name), 14) };
            let at = (at.0, top + at.1);
            return text::write(canvas, &facts.join(", "), at, muted);
        }
        text::write(canvas, name, (4, top + 14), bold)?;
        let [tasks, at_once, time] = facts;
        text::write(canvas, &format!("{tasks}, {time}"), (4, top + 38), muted)?;
        text::write(canvas, &at_once, (4, top + 60), muted)
    }

    /// The round moments.
    fn ticks(&self) -> Vec<f64> {
        let most = if self.size == Size::Wide { 7 } else { 3 };
        axis::linear_ticks(self.end_ns() as f64, most)
    }

    fn draw_grid(
        &self,
        canvas: &Canvas<'_>,
        axis: &Axis,
        (top, bottom): (i32, i32),
    ) -> Result<(), Error> {
        for tick in self.ticks() {
            let x = axis.at(tick);
            let line = [(x, top), (x, bottom)];
            canvas.draw(&PathElement::new(line, palette::GRID.stroke_width(1)))?;
        }
        Ok(())
    }

    fn write_axis(&self, canvas: &Canvas<'_>, axis: &Axis) -> Result<(), Error> {
        let bottom = self.bottom();
        let style = Style::centre(self.size.text() - 1, palette::MUTED);
        for tick in self.ticks() {
            let place = (axis.at(tick), bottom + 13);
            text::write(canvas, &TIME.round(tick), place, style)?;
        }
        let (first, last) = axis.ends();
        let words = format!("time from 0 to {}", TIME.words(self.end_ns() as f64));
        text::write(canvas, &words, (i32::midpoint(first, last), bottom + 36), style)
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
            assert_eq!(
                pool.matches('z').count() - pool.matches("size").count(),
                300 + 3 + 1
            );
            assert!(pool.contains(
                "100 tasks, 5 threads, at most 5 waiting, 2 computing at once, 412 ms."
            ));
            assert!(pool.contains(">\nthread 5\n</text>"));
            assert!(timelines[2].1.contains(">\n100 threads\n</text>"));
        }
    }

    #[test]
    fn compared_rows_share_a_time_axis_and_tell_computing_from_ready() {
        let (record, figure) = made_up::compared();
        for size in Size::ALL {
            let svg = crate::draw(&record, &figure, size).expect("drawn");
            assert_eq!(svg.matches("time from 0 to 160 ms").count(), 1);
            assert!(svg.contains(
                "A thread per task: 8 tasks, 8 threads, at most 2 computing, 6 ready at once, 80"
            ));
            assert!(svg.contains(">\nready, not running\n</text>"));
        }
        let mut three = record.clone();
        for trace in &mut three.traces {
            let waits = |task| record::Span {
                task: format!("waits {task}"),
                phase: record::Phase::Waiting,
                begin_ns: 0,
                ..trace.spans[0].clone()
            };
            let waiting: Vec<_> = (0..100).map(waits).collect();
            trace.spans.extend(waiting);
        }
        for size in Size::ALL {
            let svg = crate::draw(&three, &figure, size).expect("drawn");
            assert!(svg.contains("100 waiting, 2 computing, 6 ready at once"));
            assert!(!svg.contains('…'), "something is cut off");
        }
        let mut half = record.clone();
        half.traces.truncate(2);
        let svg = crate::draw(&half, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("Async, one thread: not traced."), "{svg}");
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
        assert!(svg.matches('z').count() < 300);
    }
}
