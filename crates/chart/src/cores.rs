//! How many cores a program used over time: steps over a filled area.

use evidence::quantity;
use plotters::prelude::*;
use record::Unit;

use crate::axis::{self, Axis};
use crate::series;
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette};

const SIZE: Size = Size::Wide;
const HEIGHT: i32 = 300;
/// The plane between the axes, in pixels.
const LEFT: i32 = 60;
const RIGHT: i32 = 740;
const TOP: i32 = 36;
const BOTTOM: i32 = 246;

/// The use of cores over time.
pub struct Cores {
    /// What used them.
    pub name: String,
    /// For how long, in nanoseconds.
    pub lasted_ns: u64,
    /// Cores in use in each of as many spans of equal length.
    pub cores: Vec<f64>,
    /// The cores that there are to use.
    pub usable: u64,
}

impl Cores {
    /// Draws them for a page or a file of their own.
    pub fn draw(&self) -> Result<String, Error> {
        let title = format!("Cores in use over time: {}", self.name);
        if self.cores.is_empty() || self.lasted_ns == 0 {
            let why = "It ended before it could be looked at.";
            let drawing = text::sentence(SIZE, why)?;
            return Ok(svg::finish(&drawing, SIZE, "chart-cores", &title, why));
        }
        let drawing = svg::drawn(SIZE, HEIGHT, |canvas| {
            let x = Axis::linear(0.0..self.lasted_ns as f64, (LEFT, RIGHT));
            let y = Axis::linear(0.0..self.top(), (BOTTOM, TOP));
            self.draw_axes(canvas, &x, &y)?;
            self.draw_use(canvas, &x, &y)
        })?;
        Ok(svg::finish(&drawing, SIZE, "chart-cores", &title, &self.describe()))
    }

    fn peak(&self) -> f64 {
        self.cores.iter().copied().fold(0.0, f64::max)
    }

    /// What the axis upwards has to reach.
    fn top(&self) -> f64 {
        self.peak().max(self.usable as f64).max(1.0) * 1.08
    }

    fn describe(&self) -> String {
        let average = self.cores.iter().sum::<f64>() / self.cores.len() as f64;
        format!(
            "{} spans over {}. On average {} cores were in use, at most {}, of {} usable.",
            self.cores.len(),
            quantity::time(self.lasted_ns as f64),
            quantity::digits(average),
            quantity::digits(self.peak()),
            self.usable,
        )
    }

    fn draw_axes(&self, canvas: &Canvas<'_>, x: &Axis, y: &Axis) -> Result<(), Error> {
        let size = SIZE.text() - 1;
        let grid = palette::GRID.stroke_width(1);
        let muted = Style::left(size, palette::MUTED);
        let title = format!("cores in use: {}", self.name);
        text::write(canvas, &title, (4, 12), Style::left(size, palette::INK))?;
        for tick in axis::linear_ticks(self.top(), 5) {
            let at = y.at(tick);
            canvas.draw(&PathElement::new([(LEFT, at), (RIGHT, at)], grid))?;
            let style = Style::right(size, palette::MUTED);
            let label = Values::Of(Unit::Count).round(tick);
            text::write(canvas, &label, (LEFT - 6, at), style)?;
        }
        let time = Values::Of(Unit::Time);
        for tick in axis::linear_ticks(self.lasted_ns as f64, 6) {
            let (at, style) = (x.at(tick), Style::centre(size, palette::MUTED));
            canvas.draw(&PathElement::new([(at, BOTTOM), (at, BOTTOM + 4)], grid))?;
            text::write(canvas, &time.round(tick), (at, BOTTOM + 16), style)?;
        }
        let middle = (i32::midpoint(LEFT, RIGHT), BOTTOM + 40);
        let centre = Style::centre(size, palette::MUTED);
        text::write(canvas, "time since the start", middle, centre)?;
        let usable = y.at(self.usable as f64);
        let style = palette::IDEAL.stroke_width(2);
        series::dashed(canvas, &[(LEFT, usable), (RIGHT, usable)], (6, 4), style)?;
        let label = format!("usable: {}", self.usable);
        let at = (RIGHT - text::width(&label, size) - 4, usable + 12);
        text::write_on_paper(
            canvas,
            &label,
            at,
            Style { colour: palette::IDEAL, ..muted },
        )
    }

    fn draw_use(&self, canvas: &Canvas<'_>, x: &Axis, y: &Axis) -> Result<(), Error> {
        let span = self.lasted_ns as f64 / self.cores.len() as f64;
        let mut steps = Vec::new();
        for (index, cores) in self.cores.iter().enumerate() {
            let at = y.at(*cores);
            steps.push((x.at(index as f64 * span), at));
            steps.push((x.at((index + 1) as f64 * span), at));
        }
        let mut area = vec![(LEFT, BOTTOM)];
        area.extend(&steps);
        area.push((RIGHT, BOTTOM));
        let filled = palette::MEASURED.mix(0.25).filled();
        canvas.draw(&Polygon::new(area, filled))?;
        canvas.draw(&PathElement::new(steps, palette::MEASURED.stroke_width(2)))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cores(cores: Vec<f64>) -> String {
        let name = "sh -c 'a < b' & more".to_owned();
        let drawn = Cores { name, lasted_ns: 2_000_000_000, cores, usable: 2 };
        drawn.draw().expect("drawn")
    }

    #[test]
    fn the_drawing_says_what_it_shows_in_words_too() {
        let svg = cores(vec![0.0, 2.0, 1.0, 1.0]);
        for part in [
            "time since the start",
            "usable: 2",
            "On average 1.00 cores were in use, at most 2.00",
            "a &lt; b' &amp; more",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
    }

    #[test]
    fn nothing_to_draw_is_said() {
        let svg = cores(Vec::new());
        assert_eq!(svg.matches("before it could be looked at").count(), 2, "{svg}");
    }
}
