//! What tells the series of a chart apart: colour, the shape of the marks, and
//! how the line is dashed; any one of them suffices.

use plotters::element::DashedPathElement;
use plotters::prelude::*;

use crate::svg::Canvas;
use crate::{Error, palette};

/// The place of a series in its experiment, and whether its line may be dashed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Series {
    pub(crate) index: usize,
    /// Where dashes mean something else, as of a prediction, all lines are solid.
    pub(crate) solid: bool,
}

impl Series {
    /// A fill or stroke of its own, as long as there are no more than these.
    pub(crate) fn colour(self) -> RGBColor {
        palette::SERIES[self.index % palette::SERIES.len()]
    }

    /// Draws the line through these places.
    pub(crate) fn line(
        self,
        canvas: &Canvas<'_>,
        places: &[(i32, i32)],
    ) -> Result<(), Error> {
        const DASHES: [Option<(i32, i32)>; 6] = [
            None,
            Some((10, 4)),
            Some((3, 3)),
            Some((18, 4)),
            Some((6, 6)),
            Some((2, 5)),
        ];
        if places.len() < 2 {
            return Ok(());
        }
        let style = self.colour().stroke_width(2);
        // After the colours, other dashes: a seventh series is not the first.
        let dashes = DASHES[(self.index + self.index / DASHES.len()) % DASHES.len()];
        match dashes.filter(|_| !self.solid) {
            None => canvas.draw(&PathElement::new(places.to_vec(), style))?,
            Some((on, off)) => {
                dashed(canvas, places, (on, off), style)?;
            }
        }
        Ok(())
    }

    /// Draws the thin line of what is predicted.
    pub(crate) fn prediction(
        self,
        canvas: &Canvas<'_>,
        places: &[(i32, i32)],
    ) -> Result<(), Error> {
        dashed(canvas, places, (5, 4), self.colour().stroke_width(1))
    }

    /// Draws an interval: a bar from one place to the other.
    pub(crate) fn interval(
        self,
        canvas: &Canvas<'_>,
        from: (i32, i32),
        to: (i32, i32),
    ) -> Result<(), Error> {
        let bar = PathElement::new([from, to], self.colour().stroke_width(3));
        Ok(canvas.draw(&bar)?)
    }

    /// Draws a mark.
    pub(crate) fn mark(
        self,
        canvas: &Canvas<'_>,
        (x, y): (i32, i32),
    ) -> Result<(), Error> {
        let (colour, paper) = (self.colour(), palette::PAPER.filled());
        let shape = |corners: &[(i32, i32)]| {
            let corners = corners.iter().map(|(dx, dy)| (x + dx, y + dy));
            Polygon::new(corners.collect::<Vec<_>>(), colour.filled())
        };
        match self.index % 6 {
            0 => canvas.draw(&Circle::new((x, y), 5, colour.filled()))?,
            1 => canvas.draw(&shape(&[(-5, -5), (5, -5), (5, 5), (-5, 5)]))?,
            2 => canvas.draw(&shape(&[(0, -7), (6, 5), (-6, 5)]))?,
            3 => canvas.draw(&shape(&[(0, -7), (7, 0), (0, 7), (-7, 0)]))?,
            4 => canvas.draw(&shape(&[(0, 7), (6, -5), (-6, -5)]))?,
            _ => {
                canvas.draw(&Circle::new((x, y), 5, paper))?;
                canvas.draw(&Circle::new((x, y), 5, colour.stroke_width(2)))?;
            }
        }
        Ok(())
    }

    /// Draws the same mark with a hole in it: of another record.
    pub(crate) fn hollow_mark(
        self,
        canvas: &Canvas<'_>,
        (x, y): (i32, i32),
    ) -> Result<(), Error> {
        self.mark(canvas, (x, y))?;
        // The sixth has a hole already.
        let colour = if self.index % 6 == 5 { self.colour() } else { palette::PAPER };
        Ok(canvas.draw(&Circle::new((x, y), 2, colour.filled()))?)
    }

    /// Draws the mark of a failure.
    pub(crate) fn failure(
        self,
        canvas: &Canvas<'_>,
        (x, y): (i32, i32),
    ) -> Result<(), Error> {
        for corner in [5, -5] {
            let line = [(x - 5, y - corner), (x + 5, y + corner)];
            canvas.draw(&PathElement::new(line, self.colour().stroke_width(3)))?;
        }
        Ok(())
    }

    /// Draws a short piece of the line with a mark, to stand beside a name.
    pub(crate) fn sample(
        self,
        canvas: &Canvas<'_>,
        (x, y): (i32, i32),
    ) -> Result<(), Error> {
        self.line(canvas, &[(x, y), (x + SAMPLE, y)])?;
        self.mark(canvas, (x + SAMPLE / 2, y))
    }
}

/// The width of such a piece.
pub(crate) const SAMPLE: i32 = 30;

/// A dashed line through these places.
pub(crate) fn dashed(
    canvas: &Canvas<'_>,
    places: &[(i32, i32)],
    (on, off): (i32, i32),
    style: ShapeStyle,
) -> Result<(), Error> {
    let line = DashedPathElement::new(places.to_vec(), on, off, style);
    Ok(canvas.draw(&line)?)
}
