//! Plot over places, on a logarithmic axis upwards: a mark for a median, a
//! bar for its interval, and a name at the end of each curve.

use evidence::figure::Figure;
use plotters::style::Color as _;
use record::Record;

use crate::axis;
use crate::legend::Legend;
use crate::plane::Plane;
use crate::plot::{Curve, FAILURE, Plot};
use crate::scale::{self, Place, Scale, Tried};
use crate::series::{self, SAMPLE, Series};
use crate::svg::{self, Canvas};
use crate::text::{self, Style};
use crate::{Error, Size, palette};

impl Plot<'_> {
    /// Draws them, as a drawing without a title yet, or says that there is nothing to
    /// draw. Where there is something, says also where it stands.
    fn draw(
        &self,
        size: Size,
        figure: &Figure,
        tried: Option<Tried<'_>>,
    ) -> Result<(String, Option<Scale>), Error> {
        let values = self.curves.iter().flat_map(|curve| {
            let points = curve.points.iter().flat_map(|(_, it)| scale::bounds(*it));
            points.chain(curve.predicted.iter().map(|(_, value)| *value))
        });
        let reference = self.reference.iter().map(|(value, _)| *value);
        let measured = self.curves.iter().any(|curve| !curve.points.is_empty());
        // Nothing but zeros: any axis will do.
        let others = tried.map(|tried| tried.values(figure)).into_iter().flatten();
        let all = values.chain(reference).chain(others);
        let range = axis::range(all).unwrap_or(1.0..10.0);
        if !measured {
            let words = "No sample succeeded; the table says why.";
            return Ok((text::sentence(size, words)?, None));
        }
        let legend = self.legend(size);
        let height = legend.bottom + if size == Size::Wide { 390 } else { 330 };
        let plane = Plane::of(self, size, range, (legend.bottom, height));
        let scale = self.scale(&plane);
        let of_both = scale::legend(tried, size, height);
        let drawing = svg::drawn(size, of_both.bottom, |canvas| {
            plane.draw(canvas, self, size)?;
            for index in 0..self.curves.len() {
                self.draw_curve(canvas, index, &plane)?;
            }
            if let Some(tried) = tried {
                let first = self.series(0);
                scale.draw(canvas, figure, tried)?;
                scale::draw_legend(&of_both, canvas, first, |at| {
                    first.mark(canvas, at)
                })?;
            }
            if size == Size::Wide {
                return self.write_names(canvas, &plane);
            }
            legend
                .draw(canvas, palette::INK, |index, at| self.sample(canvas, index, at))
        })?;
        Ok((drawing, Some(scale)))
    }

    /// Draws them with a title and a description, of which the caller has the beginning.
    pub(crate) fn finish(
        &self,
        record: &Record,
        figure: &Figure,
        mut description: String,
        size: Size,
        tried: Option<Tried<'_>>,
    ) -> Result<String, Error> {
        let (drawing, scale) = self.draw(size, figure, tried)?;
        self.describe(&mut description);
        if let Some(tried) = tried {
            scale::describe(&mut description, figure, tried, self.values);
        }
        let id = svg::id(record, figure);
        let svg = svg::finish(&drawing, size, &id, &figure.title, &description);
        Ok(scale.map_or(svg.clone(), |scale| scale.written_on(&svg)))
    }

    /// Where the points stand.
    fn scale(&self, plane: &Plane) -> Scale {
        let of_curve = |(index, curve): (usize, &Curve)| {
            let series = self.series(index);
            let place = |(name, x): &(String, f64)| Place {
                name: name.clone(),
                at: plane.x.at(*x),
                series,
            };
            curve.named.iter().map(place).collect::<Vec<_>>()
        };
        Scale {
            axis: plane.y.clone(),
            is_upright: true,
            places: self.curves.iter().enumerate().flat_map(of_curve).collect(),
        }
    }

    /// On a phone there is no room beside the curves.
    fn legend(&self, size: Size) -> Legend {
        let names = if size == Size::Wide { Vec::new() } else { self.names() };
        Legend::of(names, SAMPLE, size, 0)
    }

    fn series(&self, index: usize) -> Series {
        let solid = self.curves.iter().any(|curve| !curve.predicted.is_empty());
        Series { index: self.curves[index].style, solid }
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
            // Below that of another series at the same place, not over it.
            let y = plane.failures + FAILURE * self.failed_before(index, *place);
            series.failure(canvas, (plane.x.at(*place), y))?;
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
        // All in the size of the smallest: none of them matters less.
        let size = |name: &String| text::fitted(name, room, Size::Wide.text() - 1).1;
        let size = names.iter().map(size).min().unwrap_or(Size::Wide.text());
        for (y, index) in ends {
            let Some(name) = names.get(index) else { continue };
            self.sample(canvas, index, (left, y))?;
            let (name, size) = text::fitted(name, room, size);
            let at = (left + SAMPLE + 6, y);
            text::write(canvas, &name, at, Style::left(size, palette::INK))?;
        }
        Ok(())
    }
}
