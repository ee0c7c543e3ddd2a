//! How a record is drawn, with plotters, as SVG.
//!
//! A chart is drawn once, in two widths: text that is shrunk to a phone cannot
//! be read. Its colours are sentinels (see [`palette`]) that the page's style
//! sheet replaces by those of the reader's theme.
//!
//! # Layout
//!
//! - [`dots()`]: a row a strategy, with every sample, the median and its interval
//! - [`palette`]: the colours
//! - `axis`: round values on a logarithmic axis
//! - `svg`: the drawing's title and description, and its size

mod axis;
mod dots;
pub mod palette;
mod svg;

pub use dots::{caption, dots};

/// Why a chart could not be drawn.
pub type Error = Box<dyn std::error::Error>;

/// The width that a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A desktop's column of text.
    Wide,
    /// A phone.
    Narrow,
}

impl Size {
    /// The class that the style sheet knows it by.
    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}
