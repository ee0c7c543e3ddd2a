//! Curves over places, on a logarithmic axis upwards: a mark for a median, a
//! bar for its interval, and a name at the end of each curve.

use std::fmt::Write as _;
use std::ops::Range;

use plotters::prelude::*;
use record::stats::Estimate;

use crate::axis::{self, Axis};
use crate::legend::Legend;
use crate::series::{self, SAMPLE, Series};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::values::Values;
use crate::{Error, Size, palette};

/// One series.
#[derive(Default)]
pub(crate) struct Curve {
    /// Empty where there is only one.
    pub(crate) name: String,
    /// From left to right: the place and the value there.
    pub(crate) points: Vec<(f64, Estimate)>,
    /// What is predicted at some places.
    pub(crate) predicted: Vec<(f64, f64)>,
    /// The places where it failed.
    pub(crate) failed: Vec<f64>,
}

/// Some curves and their axes.
pub(crate) struct Curves<'a> {
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

/// The plane between the axes, in pixels.
struct Plane {
    range: Range<f64>,
    x: Axis,
    y: Axis,
    /// Where failures are marked, above the plane.
    failures: i32,
    /// The upper and lower edge.
    edges: (i32, i32),
}

impl Curves<'_> {
    /// Draws them, or says that there is nothing to draw.
    pub(crate) fn draw(&self, size: Size) -> Result<String, Error> {
        let values = self.curves.iter().flat_map(|curve| {
            let points = curve.points.iter().flat_map(|(_, estimate)| {
                let bounds = estimate.interval.map(|bounds| [bounds.low, bounds.high]);
                std::iter::once(estimate.median).chain(bounds.into_iter().flatten())
            });
            points.chain(curve.predicted.iter().map(|(_, value)| *value))
        });
        let reference = self.reference.iter().map(|(value, _)| *value);
        let measured = self.curves.iter().any(|curve| !curve.points.is_empty());
        // Nothing but zeros: any axis will do.
        let range = axis::range(values.chain(reference)).unwrap_or(1.0..10.0);
        if !measured {
            return svg::sentence(size, "No sample succeeded; the table says why.");
        }
        let legend = self.legend(size);
        let height = legend.bottom + if size == Size::Wide { 390 } else { 330 };
        svg::drawn(size, height, |canvas| {
            let plane = self.plane(size, range, legend.bottom, height);
            self.draw_axes(canvas, size, &plane, legend.bottom)?;
            for index in 0..self.curves.len() {
                self.draw_curve(canvas, index, &plane)?;
            }
            if size == Size::Wide {
                return self.write_names(canvas, &plane);
            }
            legend
                .draw(canvas, palette::INK, |index, at| self.sample(canvas, index, at))
        })
    }

    /// The curves in words, for those who do not see them.
    pub(crate) fn describe(&self, text: &mut String) {
        let place = |x: f64| {
            let named = self.places.iter().find(|(place, _)| *place == x);
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
    fn names(&self) -> Vec<String> {
        let curves = self.curves.iter().map(|curve| curve.name.clone());
        let named = curves.filter(|name| !name.is_empty());
        named.chain(self.reference.iter().map(|(_, name)| name.clone())).collect()
    }

    /// On a phone there is no room beside the curves.
    fn legend(&self, size: Size) -> Legend {
        let names = if size == Size::Wide { Vec::new() } else { self.names() };
        Legend::of(names, SAMPLE, size, 0)
    }

    fn plane(&self, size: Size, range: Range<f64>, top: i32, height: i32) -> Plane {
        let any_failed = self.curves.iter().any(|curve| !curve.failed.is_empty());
        let longest =
            self.names().iter().map(|name| text::width(name, size.text() - 1)).max();
        let (left, right) = match (size, longest) {
            (Size::Wide, Some(longest)) => (80, (longest + SAMPLE + 26).clamp(60, 250)),
            (Size::Wide, None) => (80, 20),
            (Size::Narrow, _) => (68, 8),
        };
        let failures = top + 34;
        let edges = (if any_failed { failures + 18 } else { top + 28 }, height - 54);
        let places = self.places.iter().map(|(place, _)| *place);
        let over = places.clone().reduce(f64::min).unwrap_or(1.0)
            ..places.reduce(f64::max).unwrap_or(1.0);
        let across = (left + 14, size.width() - right - 14);
        let x = if self.logarithmic {
            Axis::logarithmic(over, across)
        } else {
            Axis::linear(over, across)
        };
        let y = Axis::logarithmic(range.clone(), (edges.1, edges.0));
        Plane { range, x, y, failures, edges }
    }

    fn draw_axes(
        &self,
        canvas: &Canvas<'_>,
        size: Size,
        plane: &Plane,
        top: i32,
    ) -> Result<(), Error> {
        let (first, last) = plane.x.ends();
        let (left, right) = (first - 14, last + 14);
        let text = size.text() - 1;
        let grid = palette::GRID.stroke_width(1);
        text::write(
            canvas,
            self.axis,
            (0, top + 11),
            Style::left(text, palette::MUTED),
        )?;
        for tick in self.values.ticks(&plane.range, 7) {
            let y = plane.y.at(tick);
            canvas.draw(&PathElement::new([(left, y), (right, y)], grid))?;
            let style = Style::right(text, palette::MUTED);
            text::write(canvas, &self.values.round(tick), (left - 6, y), style)?;
        }
        if let Some((value, _)) = &self.reference {
            let y = plane.y.at(*value);
            let style = palette::IDEAL.stroke_width(2);
            series::dashed(canvas, &[(left, y), (right, y)], (6, 4), style)?;
        }
        let style = Style::centre(text, palette::MUTED);
        for (place, name) in thinned(&self.places, &plane.x, text) {
            let x = plane.x.at(place);
            canvas.draw(&PathElement::new(
                [(x, plane.edges.0), (x, plane.edges.1)],
                grid,
            ))?;
            text::write(canvas, name, (x, plane.edges.1 + 14), style)?;
        }
        let middle = (i32::midpoint(left, right), plane.edges.1 + 38);
        text::write(canvas, self.over_axis, middle, style)?;
        if self.curves.iter().any(|curve| !curve.failed.is_empty()) {
            let style = Style::right(text, palette::MUTED);
            text::write(canvas, "failed", (left - 6, plane.failures), style)?;
        }
        Ok(())
    }

    fn series(&self, index: usize) -> Series {
        let solid = self.curves.iter().any(|curve| !curve.predicted.is_empty());
        Series { index, solid }
    }

    fn draw_curve(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        plane: &Plane,
    ) -> Result<(), Error> {
        let (curve, series) = (&self.curves[index], self.series(index));
        let at = |(place, value): (f64, f64)| (plane.x.at(place), plane.y.at(value));
        let predicted: Vec<_> = curve.predicted.iter().copied().map(at).collect();
        series.prediction(canvas, &predicted)?;
        let medians: Vec<_> =
            curve.points.iter().map(|(x, y)| at((*x, y.median))).collect();
        series.line(canvas, &medians)?;
        for (place, estimate) in &curve.points {
            if let Some(bounds) = estimate.interval {
                let (low, high) = (at((*place, bounds.low)), at((*place, bounds.high)));
                series.interval(canvas, low, high)?;
            }
            series.mark(canvas, at((*place, estimate.median)))?;
        }
        for place in &curve.failed {
            // Beside that of another series at the same place, not over it.
            let others = &self.curves[..index];
            let before =
                others.iter().filter(|other| other.failed.contains(place)).count();
            let x = plane.x.at(*place) + 13 * before as i32;
            series.failure(canvas, (x, plane.failures))?;
        }
        Ok(())
    }

    fn sample(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        at: (i32, i32),
    ) -> Result<(), Error> {
        if index < self.curves.len() && !self.curves[index].name.is_empty() {
            return self.series(index).sample(canvas, at);
        }
        let style = palette::IDEAL.stroke_width(2);
        series::dashed(canvas, &[at, (at.0 + SAMPLE, at.1)], (6, 4), style)
    }

    /// The names on the right, each as near to its curve's end as the others let.
    fn write_names(&self, canvas: &Canvas<'_>, plane: &Plane) -> Result<(), Error> {
        const APART: i32 = 21;
        let mut ends: Vec<(i32, usize)> = Vec::new();
        for (index, curve) in self.curves.iter().enumerate() {
            let end = curve.points.last().map(|(_, value)| plane.y.at(value.median));
            if !curve.name.is_empty() {
                ends.push((end.unwrap_or(plane.failures), index));
            }
        }
        if let Some((value, _)) = &self.reference {
            ends.push((plane.y.at(*value), ends.len()));
        }
        ends.sort_unstable();
        for index in 1..ends.len() {
            ends[index].0 = ends[index].0.max(ends[index - 1].0 + APART);
        }
        let mut lowest = plane.edges.1;
        for (y, _) in ends.iter_mut().rev() {
            *y = (*y).min(lowest);
            lowest = *y - APART;
        }
        let names = self.names();
        let left = plane.x.ends().1 + 22;
        let room = Size::Wide.width() - left - SAMPLE - 8;
        for (y, index) in ends {
            let Some(name) = names.get(index) else { continue };
            self.sample(canvas, index, (left, y))?;
            let (name, size) = text::fitted(name, room, Size::Wide.text() - 1);
            let at = (left + SAMPLE + 6, y);
            text::write(canvas, &name, at, Style::left(size, palette::INK))?;
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
