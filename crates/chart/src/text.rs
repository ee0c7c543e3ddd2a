//! Text on a drawing: how wide it is, and how it is kept within the drawing.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::svg::{self, Canvas};
use crate::{Error, Size, palette};

/// How text stands at its place.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// plotters' size; the letters' in pixels is this over 1.24.
    pub(crate) size: u32,
    pub(crate) colour: RGBColor,
    pub(crate) anchor: HPos,
    pub(crate) bold: bool,
}

impl Style {
    /// Begins at its place.
    pub(crate) fn left(size: u32, colour: RGBColor) -> Self {
        Self { size, colour, anchor: HPos::Left, bold: false }
    }

    /// Ends at its place.
    pub(crate) fn right(size: u32, colour: RGBColor) -> Self {
        Self { anchor: HPos::Right, ..Self::left(size, colour) }
    }

    /// Has its middle at its place.
    pub(crate) fn centre(size: u32, colour: RGBColor) -> Self {
        Self { anchor: HPos::Center, ..Self::left(size, colour) }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// Writes text whose vertical middle is at `at`. Text too long for the drawing
/// is moved, made smaller, or cut off.
pub(crate) fn write(
    canvas: &Canvas<'_>,
    text: &str,
    at: (i32, i32),
    style: Style,
) -> Result<(), Error> {
    let room = canvas.dim_in_pixel().0 as i32 - 2;
    let (text, size) = fitted(text, room, style.size);
    let wide = width(&text, size);
    let x = match style.anchor {
        HPos::Left => at.0.min(room - wide).max(0),
        HPos::Right => at.0.max(wide).min(room),
        HPos::Center => at.0.min(room - wide / 2).max(wide / 2),
    };
    let weight = if style.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = TextStyle::from(("sans-serif", size, weight).into_font())
        .color(&style.colour)
        .pos(Pos::new(style.anchor, VPos::Center));
    canvas.draw(&Text::new(text, (x, at.1), font))?;
    Ok(())
}

/// Writes text that begins at `at`, with paper behind it: lines of the axis
/// would run through it.
pub(crate) fn write_on_paper(
    canvas: &Canvas<'_>,
    text: &str,
    (x, y): (i32, i32),
    style: Style,
) -> Result<(), Error> {
    let end = x + 2 + text.chars().count() as i32 * style.size as i32 * 9 / 20;
    let paper = [(x - 2, y - 10), (end, y + 9)];
    canvas.draw(&Rectangle::new(paper, palette::PAPER.filled()))?;
    write(canvas, text, (x, y), style)
}

/// How wide text is, about: the reader's fonts are not known here, so as in a
/// wide one (DejaVu Sans).
pub(crate) fn width(text: &str, size: u32) -> i32 {
    text.chars().count() as i32 * size as i32 * 24 / 50
}

/// The text and the size at which it fits: smaller, but not too small to read,
/// and then cut off.
pub(crate) fn fitted(text: &str, room: i32, size: u32) -> (String, u32) {
    const SMALLEST: u32 = 14;
    for size in (SMALLEST.min(size)..=size).rev() {
        if width(text, size) <= room {
            return (text.to_owned(), size);
        }
    }
    let size = SMALLEST.min(size);
    // Tenths of a letter: one alone is too coarse a measure.
    let letters = (room * 10 / width("1234567890", size).max(1) - 1).max(1) as usize;
    let cut: String = text.chars().take(letters).collect();
    (format!("{}…", cut.trim_end()), size)
}

/// A line of text instead of a drawing that would show nothing.
pub(crate) fn sentence(size: Size, text: &str) -> Result<String, Error> {
    svg::drawn(size, 40, |canvas| {
        let style = Style::left(size.text(), palette::INK);
        write(canvas, text, (10, 20), style)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_smaller_and_then_cut_off() {
        assert_eq!(fitted("short", 200, 18), ("short".to_owned(), 18));
        assert_eq!(fitted("somewhat longer text", 160, 18).1, 16);
        let (text, size) = fitted("text that is far too long for its place", 90, 18);
        assert!(
            size == 14 && width(&text, size) <= 90 && text.ends_with('…'),
            "{text}"
        );
    }
}
