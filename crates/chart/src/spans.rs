//! How a span is drawn: what waits is light, what computes is solid, what is
//! ready and does not run is hatched.

use plotters::prelude::*;
use record::{Phase, Span};

use crate::axis::Axis;
use crate::svg::Canvas;
use crate::{Error, palette, pattern};

/// The phases with their names.
pub(crate) const PHASES: [(Phase, &str); 3] = [
    (Phase::Waiting, "waiting"),
    (Phase::Ready, "ready, not running"),
    (Phase::Computing, "computing"),
];

/// How far apart the lines of the hatching are, in pixels.
const APART: i32 = 5;

/// Draws lanes of this height from a pixel downwards.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    lanes: &[Vec<&Span>],
    axis: &Axis,
    (top, height): (i32, i32),
) -> Result<(), Error> {
    // What computes is short, and stands over the outline of what waits.
    for (phase, _) in PHASES {
        let mut bars = Vec::new();
        for (lane, spans) in (0..).zip(lanes) {
            let (y, bottom) = (top + lane * height, top + (lane + 1) * height);
            for span in spans.iter().filter(|span| span.phase == phase) {
                // A gap to the next; but a pixel, however short.
                let from = axis.at(span.begin_ns as f64);
                let to = (axis.at(span.end_ns as f64) - 1).max(from + 1);
                bars.push(((from, y), (to, (bottom - 1).max(y + 1))));
            }
        }
        draw_bars(canvas, phase, &bars)?;
    }
    Ok(())
}

/// The upper left and the lower right corner of a bar.
type Bar = ((i32, i32), (i32, i32));

/// Draws bars that do not overlap: what waits is light, with an outline where there is room
/// for one; what computes is solid; what is ready has lines across. What looks the same is
/// drawn one after the other, so that it becomes one shape.
pub(crate) fn draw_bars(
    canvas: &Canvas<'_>,
    phase: Phase,
    bars: &[Bar],
) -> Result<(), Error> {
    let (roomy, narrow): (Vec<Bar>, Vec<Bar>) =
        bars.iter().partition(|(from, to)| (to.0 - from.0).min(to.1 - from.1) >= 4);
    let (colour, light, too_narrow) = match phase {
        Phase::Computing => (palette::SERIES[1], 1.0, 1.0),
        Phase::Ready => (palette::SERIES[4], 0.15, 0.5),
        Phase::Waiting => (palette::MEASURED, 0.2, 0.65),
    };
    for (bars, opacity) in [(&narrow, too_narrow), (&roomy, light)] {
        for &(from, to) in bars {
            canvas.draw(&Rectangle::new([from, to], colour.mix(opacity).filled()))?;
        }
    }
    let line = colour.stroke_width(1);
    for (from, to) in roomy {
        match phase {
            Phase::Computing => {}
            Phase::Ready => {
                for across in pattern::rising(from, to, APART) {
                    canvas.draw(&PathElement::new(across, line))?;
                }
            }
            Phase::Waiting => canvas.draw(&Rectangle::new([from, to], line))?,
        }
    }
    Ok(())
}
