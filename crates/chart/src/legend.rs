//! The names of a chart's series or parts, above it.

use plotters::prelude::RGBColor;

use crate::svg::Canvas;
use crate::text::{self, Style};
use crate::{Error, Size};

const LINE: i32 = 24;

/// Where the names stand: in lines, as many to each as fit.
pub(crate) struct Legend {
    names: Vec<String>,
    places: Vec<(i32, i32)>,
    sample: i32,
    text: u32,
    /// The lower edge.
    pub(crate) bottom: i32,
}

impl Legend {
    /// These names, each behind a sample of this width, from this pixel downwards.
    pub(crate) fn of(names: Vec<String>, sample: i32, size: Size, top: i32) -> Self {
        let text = size.text() - 1;
        let (left, room) = (4, size.width() - 4);
        let (mut x, mut y) = (left, top + LINE / 2);
        let mut places = Vec::new();
        for name in &names {
            let wide = sample + 6 + text::width(name, text);
            if x > left && x + wide > room {
                (x, y) = (left, y + LINE);
            }
            places.push((x, y));
            x += wide + 18;
        }
        let bottom = if names.is_empty() { top } else { y + LINE / 2 + 4 };
        Self { names, places, sample, text, bottom }
    }

    /// Writes the names; `sample` draws what stands before each.
    pub(crate) fn draw(
        &self,
        canvas: &Canvas<'_>,
        colour: RGBColor,
        mut sample: impl FnMut(usize, (i32, i32)) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (index, (name, (x, y))) in self.names.iter().zip(&self.places).enumerate() {
            sample(index, (*x, *y))?;
            let left = x + self.sample + 6;
            let room = canvas.dim_in_pixel().0 as i32 - left - 4;
            let (name, size) = text::fitted(name, room, self.text);
            text::write(canvas, &name, (left, *y), Style::left(size, colour))?;
        }
        Ok(())
    }
}
