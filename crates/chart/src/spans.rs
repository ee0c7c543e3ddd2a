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
        for (lane, spans) in (0..).zip(lanes) {
            let (y, bottom) = (top + lane * height, top + (lane + 1) * height);
            for span in spans.iter().filter(|span| span.phase == phase) {
                // A gap to the next; but a pixel, however short.
                let from = axis.at(span.begin_ns as f64);
                let to = (axis.at(span.end_ns as f64) - 1).max(from + 1);
                bar(canvas, phase, (from, y), (to, (bottom - 1).max(y + 1)))?;
            }
        }
    }
    Ok(())
}

/// Draws a bar: what waits is light, with an outline where there is room for
/// one; what computes is solid; what is ready has lines across.
pub(crate) fn bar(
    canvas: &Canvas<'_>,
    phase: Phase,
    from: (i32, i32),
    to: (i32, i32),
) -> Result<(), Error> {
    let room = (to.0 - from.0).min(to.1 - from.1) >= 4;
    match phase {
        Phase::Computing => {
            canvas.draw(&Rectangle::new([from, to], palette::SERIES[1].filled()))?;
        }
        Phase::Ready => {
            let colour = palette::SERIES[4];
            let light = colour.mix(if room { 0.15 } else { 0.5 }).filled();
            canvas.draw(&Rectangle::new([from, to], light))?;
            for line in pattern::rising(from, to, APART).filter(|_| room) {
                canvas.draw(&PathElement::new(line, colour.stroke_width(1)))?;
            }
        }
        Phase::Waiting => {
            let light = if room { 0.2 } else { 0.65 };
            let light = palette::MEASURED.mix(light).filled();
            canvas.draw(&Rectangle::new([from, to], light))?;
            if room {
                let outline = palette::MEASURED.stroke_width(1);
                canvas.draw(&Rectangle::new([from, to], outline))?;
            }
        }
    }
    Ok(())
}
