//! The lanes of one trace, on a time axis that it may share with others.

use plotters::prelude::*;
use record::{Span, Trace};

use crate::axis::Axis;
use crate::lanes::{self, Band, Extent};
use crate::svg::Canvas;
use crate::text::{self, Style};
use crate::{Error, Size, palette, spans};

/// More lanes than this are too low to be seen: only some are drawn.
const MOST_LANES: usize = 150;
/// How high a lane may be.
const LANE: (i32, i32) = (2, 16);

/// The lanes of one trace.
pub(crate) struct Panel<'a> {
    pub(crate) extent: Extent,
    /// All of them, drawn or not.
    pub(crate) spans: &'a [Span],
    bands: Vec<Band<'a>>,
    /// Of so many lanes one is drawn.
    pub(crate) every: usize,
    lane: i32,
    gap: i32,
    size: Size,
}

impl<'a> Panel<'a> {
    /// The lanes of a trace, in about this height, in pixels.
    pub(crate) fn of(trace: &'a Trace, size: Size, high: i32) -> Self {
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
        let room = high - gap * bands.len() as i32;
        let lane = (room / drawn.max(1) as i32).clamp(LANE.0, LANE.1);
        let extent = Extent::of(trace);
        Self { extent, spans: &trace.spans, bands, every, lane, gap, size }
    }

    fn band_height(&self, band: &Band<'_>) -> i32 {
        band.lanes.len() as i32 * self.lane + self.gap
    }

    /// In pixels.
    pub(crate) fn height(&self) -> i32 {
        self.bands.iter().map(|band| self.band_height(band)).sum()
    }

    /// How wide the names of its threads are, where there is room to call each by
    /// its name; `None` where there is not.
    pub(crate) fn names_width(&self, room: i32) -> Option<i32> {
        let names = lanes::names(&self.bands);
        let wide = names.iter().map(|name| text::width(name, self.text())).max();
        let fit = wide.is_none_or(|wide| wide <= room)
            && self.bands.iter().all(|band| self.band_height(band) >= 15)
            && self.every == 1;
        fit.then_some(wide.unwrap_or(0))
    }

    fn text(&self) -> u32 {
        self.size.text() - 2
    }

    /// Draws it from a pixel downwards, with the names left of the axis.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        axis: &Axis,
        top: i32,
        room: i32,
    ) -> Result<(), Error> {
        let (left, right) = axis.ends();
        let style = Style::right(self.text(), palette::MUTED);
        let named = self.names_width(room).is_some();
        let names = lanes::names(&self.bands);
        let mut y = top;
        for (band, name) in self.bands.iter().zip(names) {
            let bottom = y + self.band_height(band);
            if self.gap > 1 {
                let line = [(left, bottom - 2), (right, bottom - 2)];
                canvas.draw(&PathElement::new(line, palette::GRID.stroke_width(1)))?;
            }
            spans::draw(canvas, &band.lanes, axis, (y, self.lane))?;
            if named {
                let middle = i32::midpoint(y, bottom);
                text::write(canvas, &name, (left - 8, middle), style)?;
            }
            y = bottom;
        }
        if !named {
            let words = self.extent.threads_in_words();
            let middle = i32::midpoint(top, top + self.height());
            for (line, words) in (0..).zip(words.split(", ")) {
                text::write(canvas, words, (left - 8, middle + 20 * line), style)?;
            }
        }
        Ok(())
    }
}
