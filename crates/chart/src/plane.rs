//! The plane that curves are drawn on: its two axes, with what is written there.

use std::ops::Range;

use plotters::prelude::*;

use crate::axis::Axis;
use crate::plot::{FAILURE, Plot};
use crate::series::{self, SAMPLE};
use crate::svg::Canvas;
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette};

/// The plane between the axes, in pixels.
pub(crate) struct Plane {
    /// The upper edge of what is written above it.
    top: i32,
    pub(crate) range: Range<f64>,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    /// Where failures are marked, above the plane.
    pub(crate) failures: i32,
    /// The upper and lower edge.
    pub(crate) edges: (i32, i32),
}

impl Plane {
    /// The plane for these curves, between these pixels downwards.
    pub(crate) fn of(
        curves: &Plot<'_>,
        size: Size,
        range: Range<f64>,
        (top, height): (i32, i32),
    ) -> Self {
        let longest =
            curves.names().iter().map(|name| text::width(name, size.text() - 1)).max();
        let (left, right) = match (size, longest) {
            (Size::Wide, Some(longest)) => (80, (longest + SAMPLE + 26).clamp(60, 250)),
            (Size::Wide, None) => (80, 20),
            (Size::Narrow, _) => (68, 8),
        };
        let failures = top + 34;
        let failed = FAILURE * curves.failure_lines();
        let edges = (top + 28 + failed + if failed > 0 { 10 } else { 0 }, height - 54);
        let places = curves.places.iter().map(|(place, _)| *place);
        let over = places.clone().reduce(f64::min).unwrap_or(1.0)
            ..places.reduce(f64::max).unwrap_or(1.0);
        let across = (left + 14, size.width() - right - 14);
        let x = if curves.logarithmic {
            Axis::logarithmic(over, across)
        } else {
            Axis::linear(over, across)
        };
        let y = Axis::logarithmic(range.clone(), (edges.1, edges.0));
        Self { top, range, x, y, failures, edges }
    }

    /// Round values for the axis upwards: as many as can be read.
    fn ticks(&self, values: Values) -> Vec<f64> {
        const APART: i32 = 24;
        let apart = |pair: &[f64]| self.y.at(pair[0]) - self.y.at(pair[1]) >= APART;
        let can_be_read = |ticks: &Vec<f64>| ticks.windows(2).all(apart);
        let ticks = (3..=9).rev().map(|most| values.ticks(&self.range, most));
        ticks.into_iter().find(can_be_read).unwrap_or_default()
    }

    /// Draws the axes.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        curves: &Plot<'_>,
        size: Size,
    ) -> Result<(), Error> {
        let (first, last) = self.x.ends();
        let (left, right) = (first - 14, last + 14);
        let text = size.text() - 1;
        let grid = palette::GRID.stroke_width(1);
        let begin = if size == Size::Wide { 0 } else { 4 };
        let style = Style::left(text, palette::MUTED);
        text::write(canvas, curves.axis, (begin, self.top + 11), style)?;
        for tick in self.ticks(curves.values) {
            let y = self.y.at(tick);
            canvas.draw(&PathElement::new([(left, y), (right, y)], grid))?;
            let style = Style::right(text, palette::MUTED);
            text::write(canvas, &curves.values.round(tick), (left - 6, y), style)?;
        }
        let style = Style::centre(text, palette::MUTED);
        for (place, name) in thinned(&curves.places, &self.x, text) {
            let x = self.x.at(place);
            canvas.draw(&PathElement::new(
                [(x, self.edges.0), (x, self.edges.1)],
                grid,
            ))?;
            text::write(canvas, name, (x, self.edges.1 + 14), style)?;
        }
        if let Some((value, _)) = &curves.reference {
            let y = self.y.at(*value);
            let style = palette::IDEAL.stroke_width(2);
            series::dashed(canvas, &[(left, y), (right, y)], (6, 4), style)?;
        }
        let middle = (i32::midpoint(left, right), self.edges.1 + 38);
        text::write(canvas, curves.over_axis, middle, style)?;
        if curves.failure_lines() > 0 {
            let style = Style::right(text, palette::MUTED);
            text::write(canvas, "failed", (left - 6, self.failures), style)?;
        }
        Ok(())
    }
}

/// The places whose names do not run into each other: first the ends, then
/// powers of ten, then the others from the left.
fn thinned<'a>(
    places: &'a [(f64, String)],
    axis: &Axis,
    size: u32,
) -> Vec<(f64, &'a str)> {
    let rank = |index: usize| {
        let (place, _) = &places[index];
        match index {
            _ if index == 0 || index + 1 == places.len() => 0,
            _ if place.log10().fract() == 0.0 => 1,
            _ => 2,
        }
    };
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|index| rank(*index));
    let mut taken: Vec<(i32, i32)> = Vec::new();
    let mut kept = Vec::new();
    for (place, name) in order.into_iter().map(|index| &places[index]) {
        let (middle, half) = (axis.at(*place), text::width(name, size) / 2 + 4);
        let (from, to) = (middle - half, middle + half);
        if taken.iter().all(|(left, right)| to <= *left || from >= *right) {
            taken.push((from, to));
            kept.push((*place, name.as_str()));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_as_many_values_as_can_be_read() {
        let ticks = |range: Range<f64>, height| {
            let y = Axis::logarithmic(range.clone(), (height, 0));
            let x = Axis::linear(0.0..1.0, (0, 1));
            let plane = Plane { top: 0, range, x, y, failures: 0, edges: (0, height) };
            plane.ticks(Values::Ratio)
        };
        assert_eq!(ticks(0.004..2.5, 300).last(), Some(&2.0));
        assert_eq!(ticks(0.004..2.5, 130).last(), Some(&1.0));
        assert!(ticks(0.8..2.5, 300).len() > 3);
    }

    #[test]
    fn names_that_run_into_each_other_are_left_out() {
        let places: Vec<_> =
            (1..=100).map(|place| (f64::from(place), place.to_string())).collect();
        let axis = Axis::logarithmic(1.0..100.0, (0, 300));
        let kept: Vec<_> =
            thinned(&places, &axis, 17).into_iter().map(|(_, name)| name).collect();
        assert!(kept.len() < 20, "{kept:?}");
        for name in ["1", "2", "10", "100"] {
            assert!(kept.contains(&name), "{kept:?}");
        }
    }
}
