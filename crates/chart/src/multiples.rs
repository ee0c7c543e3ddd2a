//! Small multiples: a panel a machine, the same rows in each, on one axis.

use std::fmt::Write as _;
use std::ops::Range;

use plotters::prelude::*;
use record::stats::Estimate;

use crate::axis::{self, Axis};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, dots, palette, series};

/// Panels that can be compared.
#[derive(Clone, Debug)]
pub struct Multiples {
    /// The id of the drawing, but for its width.
    pub id: String,
    /// What it is, for those who do not see it.
    pub title: String,
    /// The axis in words. It shows ratios.
    pub axis: String,
    /// The rows' names.
    pub rows: Vec<String>,
    /// The panels.
    pub panels: Vec<Panel>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// A ratio a row; `None` where there is none.
    pub ratios: Vec<Option<Estimate>>,
}

const HEAD: i32 = 26;
const ROW: i32 = 23;
const FOOT: i32 = 30;

impl Multiples {
    /// Draws them: side by side, or one below the other on a phone.
    pub fn draw(&self, size: Size) -> Result<String, Error> {
        let strips = self.panels.chunks(self.in_a_strip(size)).len() as i32;
        let height = strips * self.strip_height() + 24;
        let drawing = match self.range() {
            None => text::sentence(size, "Nothing was measured yet.")?,
            Some(range) => svg::drawn(size, height, |canvas| {
                for (strip, panels) in
                    self.panels.chunks(self.in_a_strip(size)).enumerate()
                {
                    let top = strip as i32 * self.strip_height();
                    self.draw_strip(canvas, size, panels, top, &range)?;
                }
                let style = Style::centre(size.text(), palette::MUTED);
                text::write(canvas, &self.axis, (size.width() / 2, height - 12), style)
            })?,
        };
        Ok(svg::finish(&drawing, size, &self.id, &self.title, &self.description()))
    }

    fn in_a_strip(&self, size: Size) -> usize {
        match size {
            Size::Wide => self.panels.len().clamp(1, 3),
            Size::Narrow => 1,
        }
    }

    fn strip_height(&self) -> i32 {
        HEAD + self.rows.len() as i32 * ROW + FOOT
    }

    /// What every panel's axis shows: one axis for all, or they could not be
    /// compared, and all of every interval. One time, which is no gain, is always
    /// on it.
    fn range(&self) -> Option<Range<f64>> {
        let ratios = self.panels.iter().flat_map(|panel| panel.ratios.iter().flatten());
        let shown = |ratio: &Estimate| {
            let bounds = ratio.interval.map(|interval| [interval.low, interval.high]);
            bounds.into_iter().flatten().chain([ratio.median])
        };
        let values: Vec<f64> = ratios.flat_map(shown).collect();
        if values.is_empty() {
            return None;
        }
        axis::range(values.into_iter().chain([1.0]))
    }

    fn draw_strip(
        &self,
        canvas: &Canvas<'_>,
        size: Size,
        panels: &[Panel],
        top: i32,
        range: &Range<f64>,
    ) -> Result<(), Error> {
        let names = if size == Size::Wide { 208 } else { 184 };
        let ink = Style::left(size.text(), palette::INK);
        for (index, name) in self.rows.iter().enumerate() {
            let (name, letters) = text::fitted(name, names - 6, ink.size);
            let style = Style { size: letters, ..ink };
            text::write(canvas, &name, (0, middle(top, index)), style)?;
        }
        let wide = (size.width() - names) / panels.len() as i32;
        for (place, panel) in panels.iter().enumerate() {
            let left = names + place as i32 * wide;
            let axis = Axis::logarithmic(range.clone(), (left + 8, left + wide - 14));
            self.draw_panel(canvas, size, panel, top, &axis, range)?;
        }
        Ok(())
    }

    fn draw_panel(
        &self,
        canvas: &Canvas<'_>,
        size: Size,
        panel: &Panel,
        top: i32,
        axis: &Axis,
        range: &Range<f64>,
    ) -> Result<(), Error> {
        let (first, last) = axis.ends();
        let (name, letters) = text::fitted(&panel.name, last - first + 14, size.text());
        let bold =
            Style { size: letters, ..Style::left(size.text(), palette::INK).bold() };
        text::write(canvas, &name, (first - 4, top + 12), bold)?;
        let (begin, end) = (top + HEAD, top + HEAD + self.rows.len() as i32 * ROW);
        let muted = Style::centre(size.text(), palette::MUTED);
        for tick in ticks(axis, range) {
            let x = axis.at(tick);
            let line = palette::GRID.stroke_width(1);
            canvas.draw(&PathElement::new([(x, begin), (x, end)], line))?;
            text::write(canvas, &Values::Ratio.round(tick), (x, end + 13), muted)?;
        }
        let one = axis.at(1.0);
        let style = palette::IDEAL.stroke_width(1);
        series::dashed(canvas, &[(one, begin), (one, end)], (5, 4), style)?;
        for (index, ratio) in panel.ratios.iter().enumerate() {
            let y = middle(top, index);
            let Some(ratio) = ratio else {
                text::write(canvas, "–", (i32::midpoint(first, last), y), muted)?;
                continue;
            };
            if let Some(interval) = ratio.interval {
                let ends = [(axis.at(interval.low), y), (axis.at(interval.high), y)];
                let bar = palette::MEASURED.stroke_width(5);
                canvas.draw(&PathElement::new(ends, bar))?;
            }
            dots::diamond(canvas, (axis.at(ratio.median), y))?;
        }
        Ok(())
    }

    /// The panels in words.
    fn description(&self) -> String {
        let mut words = format!("Medians and 95 % intervals: {}. ", self.axis);
        for panel in &self.panels {
            let _ = write!(words, "{}: ", panel.name);
            for (row, ratio) in self.rows.iter().zip(&panel.ratios) {
                let _ = match ratio {
                    Some(ratio) => {
                        write!(words, "{row}: {}. ", Values::Ratio.estimate(*ratio))
                    }
                    None => write!(words, "{row}: not measured. "),
                };
            }
        }
        words
    }
}

/// Round values that have room for their numbers: no gain, the last, which says how
/// far the marks to the right are, and of the others, the roundest first.
fn ticks(axis: &Axis, range: &Range<f64>) -> Vec<f64> {
    const APART: i32 = 42;
    let round = |steps: &[f64]| axis::round(range, steps, 1);
    let between = round(&[2.0, 5.0]);
    let last = round(&[1.0, 2.0, 5.0]).into_iter().next_back();
    let wanted = [1.0].into_iter().chain(last).chain(round(&[1.0])).chain(between);
    let mut chosen: Vec<f64> = Vec::new();
    for tick in wanted {
        let has_room = |other: &f64| (axis.at(*other) - axis.at(tick)).abs() >= APART;
        if chosen.iter().all(has_room) {
            chosen.push(tick);
        }
    }
    chosen
}

/// The middle of a row.
fn middle(top: i32, index: usize) -> i32 {
    top + HEAD + index as i32 * ROW + ROW / 2
}

#[cfg(test)]
mod tests {
    use record::stats::Interval;

    use super::*;

    fn multiples(machines: usize) -> Multiples {
        let ratio = |median: f64| {
            let interval = Some(Interval { low: median * 0.9, high: median * 1.1 });
            Some(Estimate { median, interval })
        };
        let panel = |number| Panel {
            name: format!("machine-{number}"),
            ratios: vec![ratio(1.0), ratio(25.0), None],
        };
        Multiples {
            id: "machines".to_owned(),
            title: "Machines".to_owned(),
            axis: "times as fast".to_owned(),
            rows: ["a loop", "threads", "processes"].map(str::to_owned).to_vec(),
            panels: (0..machines).map(panel).collect(),
        }
    }

    #[test]
    fn every_machine_has_a_panel_with_a_mark_for_each_row_that_was_measured() {
        for machines in [1, 2, 5] {
            for size in Size::ALL {
                let svg = multiples(machines).draw(size).expect("drawn");
                assert_eq!(svg.matches("<polygon").count(), 2 * machines);
                assert!(svg.contains("processes: not measured."), "{svg}");
            }
        }
    }

    #[test]
    fn the_axis_shows_all_of_every_interval() {
        let mut multiples = multiples(2);
        let interval = Some(Interval { low: 0.02, high: 900.0 });
        multiples.panels[1].ratios[1] = Some(Estimate { median: 25.0, interval });
        let range = multiples.range().expect("there are ratios");
        assert!(range.start <= 0.02 && range.end >= 900.0, "{range:?}");
    }

    #[test]
    fn no_gain_and_the_last_round_value_have_their_numbers() {
        let chosen = |range: Range<f64>, wide: i32| {
            let axis = Axis::logarithmic(range.clone(), (0, wide));
            let mut ticks = ticks(&axis, &range);
            ticks.sort_by(f64::total_cmp);
            ticks
        };
        assert_eq!(chosen(0.19..2.46, 254), [0.2, 0.5, 1.0, 2.0]);
        assert_eq!(chosen(0.19..2.46, 162), [0.2, 0.5, 1.0, 2.0]);
        assert_eq!(chosen(0.8..113.0, 254), [1.0, 10.0, 100.0]);
        // Too near each other for a number each.
        assert_eq!(chosen(0.9..2.1, 40), [1.0]);
    }

    #[test]
    fn nothing_measured_is_said_in_a_sentence() {
        for size in Size::ALL {
            assert!(multiples(0).draw(size).expect("drawn").contains("Nothing was"));
        }
    }
}
