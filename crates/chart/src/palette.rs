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

/// What each becomes where a drawing stands alone on dark paper, without the style
/// sheet: as in the book's dark themes.
const DARK: [(RGBColor, RGBColor); 11] = [
    (INK, RGBColor(0xe6, 0xed, 0xf3)),
    (MUTED, RGBColor(0xb0, 0xb8, 0xc1)),
    (GRID, RGBColor(0x3d, 0x44, 0x4d)),
    (MEASURED, RGBColor(0x6c, 0xb6, 0xff)),
    (IDEAL, RGBColor(0xf0, 0xa8, 0x68)),
    (PAPER, RGBColor(0x0d, 0x11, 0x17)),
    (SERIES[1], RGBColor(0xff, 0x8f, 0xb0)),
    (SERIES[2], RGBColor(0x7a, 0xd2, 0x8b)),
    (SERIES[3], RGBColor(0xc9, 0xa2, 0xff)),
    (SERIES[4], RGBColor(0xe6, 0xc6, 0x5c)),
    (SERIES[5], RGBColor(0x5f, 0xd4, 0xd9)),
];

/// The same drawing for dark paper: `README.md` shows it to readers of a dark theme.
pub fn on_dark_paper(svg: &str) -> String {
    DARK.into_iter()
        .fold(svg.to_owned(), |svg, (light, dark)| svg.replace(&hex(light), &hex(dark)))
}

/// As SVG and CSS write it.
pub fn hex(colour: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_dark_paper_every_colour_is_another_and_none_is_replaced_twice() {
        let of = |colours: [RGBColor; 11]| colours.map(hex).join(" ");
        assert_eq!(DARK.map(|(light, _)| light), ALL);
        assert_eq!(on_dark_paper(&of(ALL)), of(DARK.map(|(_, dark)| dark)));
    }

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
