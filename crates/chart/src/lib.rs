//! How a record is drawn, with plotters, as SVG.
//!
//! A chart is drawn once, in two widths: text that is shrunk to a phone cannot
//! be read. Its colours are sentinels (see [`palette`]) that the page's style
//! sheet replaces by those of the reader's theme.
//!
//! # Layout
//!
//! - `dots`: a row a strategy, with every sample, the median and its interval
//! - `parts`: a bar a row, of parts that add up; `pattern` tells them apart
//! - `lines`: a line a group over a swept setting
//! - `percentiles`: a line a row over percentiles
//! - `curves`: what those two draw; `series` tells the curves apart
//! - `timeline`: what each task did when; `lanes` says on which line
//! - `legend`: names above a chart
//! - `rows`: where the rows stand under the headings of their groups
//! - `axis`: where a value stands on an axis, and which values are round
//! - `values`: what an axis counts, and how that is written
//! - `text`: text that stays within the drawing
//! - [`palette`]: the colours
//! - `svg`: the drawing's title, description and id

mod axis;
mod curves;
mod dots;
mod lanes;
mod legend;
mod lines;
#[cfg(test)]
mod made_up;
pub mod palette;
mod parts;
mod pattern;
mod percentiles;
mod rows;
mod series;
mod svg;
mod text;
mod timeline;
mod values;

use record::Record;
use record::figure::{Figure, Kind};

use crate::lines::Lines;

/// Why a chart could not be drawn.
pub type Error = Box<dyn std::error::Error>;

/// Draws a figure of a record.
pub fn draw(record: &Record, figure: &Figure, size: Size) -> Result<String, Error> {
    match &figure.kind {
        Kind::Dots { metric, axis } => dots::draw(record, figure, *metric, axis, size),
        Kind::Lines { over, over_axis, metric, axis, times_into } => {
            let (metric, times_into) = (*metric, *times_into);
            let lines = Lines { over, over_axis, metric, axis, times_into };
            lines.draw(record, figure, size)
        }
        Kind::Percentiles { points, axis } => {
            percentiles::draw(record, figure, points, axis, size)
        }
        Kind::Parts { parts, axis } => parts::draw(record, figure, parts, axis, size),
        Kind::Timeline { rows } => match rows.first() {
            Some(row) => timeline::draw(record, figure, row, size),
            None => Err(format!("the figure `{}` names no row", figure.name).into()),
        },
    }
}

/// Draws every row of a figure of timelines, with its label; [`draw`] draws the
/// first. A figure of another kind has none.
pub fn timelines(
    record: &Record,
    figure: &Figure,
    size: Size,
) -> Result<Vec<(String, String)>, Error> {
    let Kind::Timeline { rows } = &figure.kind else {
        return Ok(Vec::new());
    };
    let drawn = |row: &&str| {
        let svg = timeline::draw(record, figure, row, size)?;
        Ok((timeline::label(record, row).to_owned(), svg))
    };
    rows.iter().map(drawn).collect()
}

/// What the marks of a figure mean, for below it.
pub fn caption(record: &Record, figure: &Figure) -> String {
    match &figure.kind {
        Kind::Dots { metric, .. } => dots::caption(record, *metric),
        Kind::Lines { over, over_axis, metric, axis, times_into } => {
            let (metric, times_into) = (*metric, *times_into);
            Lines { over, over_axis, metric, axis, times_into }.caption(record)
        }
        Kind::Percentiles { points, .. } => percentiles::caption(record, points),
        Kind::Parts { parts, .. } => parts::caption(record, parts),
        Kind::Timeline { rows } => timeline::caption(record, rows),
    }
}

/// The width that a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A desktop's column of text.
    Wide,
    /// A phone.
    Narrow,
}

impl Size {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    /// In pixels.
    fn width(self) -> i32 {
        match self {
            Self::Wide => 760,
            Self::Narrow => 360,
        }
    }

    /// plotters' size of text: the letters' in pixels is this over 1.24.
    fn text(self) -> u32 {
        match self {
            Self::Wide => 18,
            Self::Narrow => 17,
        }
    }

    /// How the name of its file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Wide => "svg",
            Self::Narrow => "narrow.svg",
        }
    }

    /// The class that the style sheet knows it by.
    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}
