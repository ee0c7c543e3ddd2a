//! What tells the parts of a bar apart besides colour: lines across them.

use plotters::prelude::*;

use crate::svg::Canvas;
use crate::{Error, palette};

/// How far apart the lines are, in pixels.
const APART: i32 = 9;

/// Draws a part from its upper left corner to its lower right one, with a gap
/// to the next.
pub(crate) fn bar(
    canvas: &Canvas<'_>,
    index: usize,
    (left, top): (i32, i32),
    (right, bottom): (i32, i32),
) -> Result<(), Error> {
    // A part that begins and ends on the same pixel is too narrow to be seen: its
    // number is in the description and in the table.
    if right <= left {
        return Ok(());
    }
    let end = (right - 1).max(left + 1);
    let colour = palette::SERIES[index % palette::SERIES.len()];
    let whole = Rectangle::new([(left, top), (end, bottom)], colour.filled());
    canvas.draw(&whole)?;
    for line in lines(index % 6, (left, top), (end, bottom)) {
        canvas.draw(&PathElement::new(line, palette::PAPER.stroke_width(2)))?;
    }
    Ok(())
}

/// Lines that rise to the right within a bar, so far apart.
pub(crate) fn rising(
    from: (i32, i32),
    to: (i32, i32),
    apart: i32,
) -> impl Iterator<Item = [(i32, i32); 2]> {
    across(true, from, to, apart)
}

/// Lines that rise or fall to the right, cut off at the bar's ends.
fn across(
    rise: bool,
    (left, top): (i32, i32),
    (right, bottom): (i32, i32),
    apart: i32,
) -> impl Iterator<Item = [(i32, i32); 2]> {
    let height = bottom - top;
    (left - height + apart..right).step_by(apart as usize).filter_map(move |x| {
        let (from, to) = (x.max(left), (x + height).min(right));
        let y = |at: i32| if rise { bottom - (at - x) } else { top + (at - x) };
        (to > from).then(|| [(from, y(from)), (to, y(to))])
    })
}

/// The lines of a pattern that lie within a bar.
fn lines(pattern: usize, from: (i32, i32), to: (i32, i32)) -> Vec<[(i32, i32); 2]> {
    let ((left, top), (right, bottom)) = (from, to);
    let across = |rise, apart| across(rise, from, to, apart);
    let upright = || (left + 4..right).step_by(7).map(|x| [(x, top), (x, bottom)]);
    let level = || (top + 5..bottom).step_by(6).map(|y| [(left, y), (right, y)]);
    match pattern {
        0 => Vec::new(),
        1 => across(true, APART).collect(),
        2 => level().collect(),
        3 => across(false, APART).collect(),
        4 => upright().collect(),
        _ => across(true, APART + 3).chain(across(false, APART + 3)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_leaves_its_bar() {
        for pattern in 0..6 {
            for width in [1, 3, 20, 200] {
                for [from, to] in lines(pattern, (10, 5), (10 + width, 25)) {
                    for (x, y) in [from, to] {
                        assert!(
                            (10..=10 + width).contains(&x) && (5..=25).contains(&y)
                        );
                    }
                }
            }
        }
    }
}
