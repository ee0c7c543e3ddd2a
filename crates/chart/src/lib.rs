//! How a record is drawn, with plotters, as SVG.
//!
//! A chart is drawn once, in two widths: text that is shrunk to a phone cannot
//! be read. Its colours are sentinels (see [`palette`]) that the page's style
//! sheet replaces by those of the reader's theme.
//!
//! # Layout
//!
//! - `dots`: a row a strategy, with every sample, the median and its interval
//! - `rows`: where the rows stand under the headings of their groups
//! - `axis`: where a value stands on an axis, and which values are round
//! - `values`: what an axis counts, and how that is written
//! - `text`: text that stays within the drawing
//! - [`palette`]: the colours
//! - `svg`: the drawing's title, description and id

mod axis;
mod dots;
pub mod palette;
mod rows;
mod svg;
mod text;
mod values;

use record::Record;
use record::figure::{Figure, Kind};

/// Why a chart could not be drawn.
pub type Error = Box<dyn std::error::Error>;

/// Draws a figure of a record.
pub fn draw(record: &Record, figure: &Figure, size: Size) -> Result<String, Error> {
    match &figure.kind {
        Kind::Dots { metric, axis } => dots::draw(record, figure, *metric, axis, size),
        _ => todo!("the other kinds"),
    }
}

/// What the marks of a figure mean, for below it.
pub fn caption(record: &Record, figure: &Figure) -> String {
    match &figure.kind {
        Kind::Dots { metric, .. } => dots::caption(record, *metric),
        _ => todo!("the other kinds"),
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
