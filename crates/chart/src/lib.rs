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
//! - `curves`: what those two draw, on a `plane`; `series` tells them apart
//! - `timeline`: what each task did when, a `panel` a row; `lanes` says on which
//!   line, `spans` how, and `replay` what a script plays
//! - `multiples`: a panel a machine, of no single record
//! - [`Cores`]: the use of cores over time, of which there is no record
//! - `legend`: names above a chart
//! - `rows`: where the rows stand under the headings of their groups
//! - `scale`: where the quantities of a chart stand, and another record's marks
//! - `axis`: where a value stands on an axis, and which values are round
//! - `values`: what an axis counts, and how that is written
//! - `text`: text that stays within the drawing
//! - [`palette`]: the colours
//! - `svg`: the drawing's title, description and id; `compact` makes it shorter

mod axis;
mod compact;
mod cores;
mod curves;
mod dots;
mod lanes;
mod legend;
mod lines;
#[cfg(test)]
mod made_up;
mod multiples;
pub mod palette;
mod panel;
mod parts;
mod pattern;
mod percentiles;
mod plane;
mod plot;
mod replay;
mod rows;
mod scale;
mod series;
mod spans;
mod svg;
mod text;
mod timeline;
mod values;

use evidence::figure::{Figure, Kind};
use record::Record;

pub use crate::cores::Cores;
use crate::lines::Lines;
use crate::percentiles::Percentiles;
pub use crate::scale::Tried;

pub use crate::multiples::{Multiples, Panel};
pub use crate::svg::in_two_widths;

/// Why a chart could not be drawn.
pub type Error = Box<dyn std::error::Error>;

/// Draws a figure of a record.
pub fn draw(record: &Record, figure: &Figure, size: Size) -> Result<String, Error> {
    draw_beside(record, None, figure, size)
}

/// Whether a figure has marks that another record's can stand beside. Timelines have
/// none.
pub fn has_marks(figure: &Figure) -> bool {
    !matches!(figure.kind, Kind::Compared { .. } | Kind::Timeline { .. })
}

/// Draws a figure of a record, with the marks of another one beside its own, on one
/// scale for both.
pub fn draw_beside(
    record: &Record,
    tried: Option<Tried<'_>>,
    figure: &Figure,
    size: Size,
) -> Result<String, Error> {
    match &figure.kind {
        Kind::Dots { metric, axis } => {
            dots::draw(record, figure, *metric, axis, size, tried)
        }
        Kind::Lines(sweep) => Lines(sweep).draw(record, figure, size, tried),
        Kind::Percentiles { rows, points, over_axis, axis } => {
            let percentiles = Percentiles { rows, points, over_axis };
            percentiles::draw(record, figure, percentiles, axis, size, tried)
        }
        Kind::Parts { parts, axis } => {
            parts::draw(record, figure, parts, axis, size, tried)
        }
        Kind::Compared { rows } => timeline::draw_compared(record, figure, rows, size),
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
    let drawn = |row: &String| {
        let svg = timeline::draw(record, figure, row, size)?;
        Ok((timeline::label(record, row).to_owned(), svg))
    };
    rows.iter().map(drawn).collect()
}

/// What the marks of a figure mean, for below it.
pub fn caption(record: &Record, figure: &Figure) -> String {
    match &figure.kind {
        Kind::Dots { metric, .. } => dots::caption(record, *metric),
        Kind::Lines(sweep) => Lines(sweep).caption(record),
        Kind::Percentiles { rows, points, over_axis, .. } => {
            percentiles::caption(record, Percentiles { rows, points, over_axis })
        }
        Kind::Parts { parts, .. } => parts::caption(record, parts),
        Kind::Timeline { rows } => timeline::caption(record, rows, false),
        Kind::Compared { rows } => timeline::caption(record, rows, true),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every drawing of one figure of every kind, and one of no record.
    fn drawings() -> Vec<(Size, String)> {
        let name = "make".to_owned();
        let cores =
            Cores { name, lasted_ns: 2_000_000_000, cores: vec![0.5; 40], usable: 2 };
        let mut drawings = vec![(Size::Wide, cores.draw().expect("drawn"))];
        for (record, figure) in made_up::all() {
            for size in Size::ALL {
                let timelines = timelines(&record, &figure, size).expect("drawn");
                if timelines.is_empty() {
                    drawings.push((size, draw(&record, &figure, size).expect("drawn")));
                }
                drawings.extend(timelines.into_iter().map(|(_, svg)| (size, svg)));
            }
        }
        drawings
    }

    fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()
    }

    #[test]
    fn only_the_palettes_colours_are_used() {
        let known: Vec<String> = palette::ALL.into_iter().map(palette::hex).collect();
        for (_, svg) in drawings() {
            for colour in svg.split("=\"#").skip(1).filter_map(|rest| rest.get(..6)) {
                assert!(known.contains(&format!("#{colour}")), "#{colour}");
            }
        }
    }

    #[test]
    fn every_drawing_says_what_it_shows_under_an_id_of_its_own() {
        let mut ids = BTreeSet::new();
        for (_, svg) in drawings() {
            assert!(svg.contains("role=\"img\""));
            for part in ["<title", "<desc"] {
                let (_, tag) = svg.split_once(part).expect(part);
                let id = attribute(tag, "id").expect("has an id");
                assert!(ids.insert(id.to_owned()), "{id} is there twice");
                assert!(
                    attribute(&svg, "aria-labelledby").expect("named").contains(id)
                );
            }
        }
    }

    #[test]
    fn a_script_finds_the_place_of_what_a_chart_shows() {
        let (record, figure) = made_up::speed_up();
        let svg = draw(&record, &figure, Size::Wide).expect("drawn");
        assert!(svg.contains("&quot;upright&quot;:true"), "{svg}");
        assert!(svg.contains(" over "), "{svg}");
        let record = record::example::record(&[("a", &[10.0; 6]), ("b", &[20.0; 6])]);
        let svg =
            draw(&record, &made_up::wall_times("times"), Size::Wide).expect("drawn");
        let scale = attribute(&svg, "data-scale").expect("there");
        let [range, pixels] = ["range", "pixels"].map(|name| {
            let (_, rest) = scale.split_once(&format!("{name}&quot;:[")).expect(name);
            let (pair, _) = rest.split_once(']').expect("an end");
            let (first, last) = pair.split_once(',').expect("two");
            [first, last].map(|it| it.parse::<f64>().expect("a number"))
        });
        // The median of `a` as the script finds it is where its diamond is.
        let part = (10e6_f64 / range[0]).ln() / (range[1] / range[0]).ln();
        let x = (pixels[0] + part * (pixels[1] - pixels[0])).round();
        let (_, rest) = scale.split_once("{&quot;a&quot;:").expect("its place");
        let y: f64 =
            rest.split(',').next().expect("a number").parse().expect("a number");
        let near = [-1.0, 0.0, 1.0].map(|off| format!("{},{} ", x + off, y - 6.0));
        assert!(near.iter().any(|place| svg.contains(place)), "{near:?}: {svg}");
    }

    #[test]
    fn another_records_marks_stand_beside_the_own_on_one_scale_and_are_named() {
        for (record, figure) in made_up::all() {
            let mut other = record.clone();
            let values = other.rows.iter_mut().flat_map(|row| &mut row.samples);
            for sample in values {
                if let record::Outcome::Ok(measured) = &mut sample.outcome {
                    measured.wall_ns /= 50;
                }
            }
            let words = "your try: 5 ms";
            let tried = Some(Tried { record: &other, words });
            for size in Size::ALL {
                let alone = draw(&record, &figure, size).expect("drawn");
                let both = draw_beside(&record, tried, &figure, size).expect("drawn");
                assert_eq!(
                    both.contains(&format!(">\n{words}\n</text>")),
                    has_marks(&figure)
                );
                assert_eq!(both.contains(&format!("{words}. ")), has_marks(&figure));
                assert_eq!(both == alone, !has_marks(&figure), "{}", figure.name);
            }
        }
    }

    #[test]
    fn text_can_be_read_and_stays_within_the_drawing() {
        for (size, svg) in drawings() {
            for tag in svg.split("<text").skip(1) {
                let number = |name| attribute(tag, name)?.parse::<f64>().ok();
                let letters = number("font-size").expect("a size");
                assert!(letters >= 10.0, "{tag}");
                let text = tag.split(['>', '<']).nth(1).expect("text").trim();
                let wide = f64::from(text::width(text, (letters * 1.24) as u32));
                let left = number("x").expect("a place")
                    - match attribute(tag, "text-anchor") {
                        Some("end") => wide,
                        Some("middle") => wide / 2.0,
                        _ => 0.0,
                    };
                let within = left >= -1.0 && left + wide <= f64::from(size.width() + 1);
                assert!(within, "{left} to {}: {text}", left + wide);
            }
        }
    }

    #[test]
    fn odd_records_are_drawn_all_the_same() {
        for (mut record, figure) in made_up::all() {
            for samples in [1, 0] {
                for row in &mut record.rows {
                    row.samples.truncate(samples);
                }
                record.traces.clear();
                for size in Size::ALL {
                    draw(&record, &figure, size).expect("drawn");
                }
                assert!(!caption(&record, &figure).is_empty());
            }
            record.rows.clear();
            for size in Size::ALL {
                draw(&record, &figure, size).expect("drawn");
            }
        }
    }
}
