//! The colours of charts: as they are, right for white paper; in the book,
//! sentinels that `book/theme/book.css` replaces by the theme's. A test
//! compares the two.

use plotters::style::RGBColor;

/// Text, and what matters.
pub const INK: RGBColor = RGBColor(0x1b, 0x1f, 0x25);
/// Text that matters less.
pub const MUTED: RGBColor = RGBColor(0x58, 0x60, 0x6a);
/// Lines to read along.
pub const GRID: RGBColor = RGBColor(0xd0, 0xd6, 0xde);
/// What was measured.
pub const MEASURED: RGBColor = RGBColor(0x0a, 0x5c, 0xad);
/// What cannot be beaten.
pub const IDEAL: RGBColor = RGBColor(0x9c, 0x3d, 0x06);
/// What it is drawn on.
pub const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xfe);

/// The series of a chart in their order, so that neighbours differ most.
pub const SERIES: [RGBColor; 6] = [
    MEASURED,
    RGBColor(0xb5, 0x12, 0x4a),
    RGBColor(0x1b, 0x7a, 0x34),
    RGBColor(0x7b, 0x2f, 0xb0),
    RGBColor(0x7d, 0x5b, 0x00),
    RGBColor(0x00, 0x72, 0x7d),
];

/// All of them.
pub const ALL: [RGBColor; 11] = [
    INK, MUTED, GRID, MEASURED, IDEAL, PAPER, SERIES[1], SERIES[2], SERIES[3],
    SERIES[4], SERIES[5],
];

/// As SVG and CSS write it.
pub fn hex(colour: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_replaces_every_colour() {
        let sheet = include_str!("../../../book/theme/book.css").to_uppercase();
        for colour in ALL {
            assert!(
                sheet.contains(&hex(colour)),
                "book/theme/book.css does not name {}",
                hex(colour)
            );
        }
    }
}
