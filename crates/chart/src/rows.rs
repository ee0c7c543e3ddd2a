//! A row a strategy, under the headings of the groups: where each stands, and
//! what is written beside it.

use record::{Record, Row};

use crate::svg::Canvas;
use crate::text::{self, Style};
use crate::{Error, Size, palette};

/// Where the rows of a chart stand.
pub(crate) struct Rows {
    size: Size,
    /// The upper edge of the first row, or of its heading.
    top: i32,
    /// The lower edge of the last row.
    pub(crate) bottom: i32,
    /// How high a row is.
    height: i32,
    /// Room on the left for the strategies' names; 0 puts a name above its row.
    pub(crate) names: i32,
    tops: Vec<i32>,
    headings: Vec<(i32, String)>,
}

impl Rows {
    /// The record's rows, from this pixel downwards.
    pub(crate) fn of(record: &Record, size: Size, top: i32) -> Self {
        let many = record.rows.len() > 8;
        let (height, heading) = match size {
            Size::Wide => (if many { 29 } else { 36 }, 27),
            Size::Narrow => (if many { 45 } else { 48 }, 29),
        };
        let mut bottom = top;
        let (mut tops, mut headings) = (Vec::new(), Vec::new());
        let mut group = None;
        for row in &record.rows {
            if row.group != group {
                if let Some(name) = &row.group {
                    headings.push((bottom + heading * 3 / 5, name.clone()));
                }
                bottom += heading;
                group.clone_from(&row.group);
            }
            tops.push(bottom);
            bottom += height;
        }
        let longest = |row: &Row| text::width(&row.label, size.text()) + 12;
        let names = match size {
            Size::Wide => {
                record.rows.iter().map(longest).max().unwrap_or(0).clamp(190, 320)
            }
            Size::Narrow => 0,
        };
        Self { size, top, bottom, height, names, tops, headings }
    }

    /// The middle of the place for a row's marks.
    pub(crate) fn middle(&self, index: usize) -> i32 {
        let top = self.tops.get(index).copied().unwrap_or(self.top);
        // In hundredths: below the name, where that stands above.
        top + self.height * if self.names == 0 { 72 } else { 50 } / 100
    }

    /// The names of the groups.
    pub(crate) fn write_headings(&self, canvas: &Canvas<'_>) -> Result<(), Error> {
        let left = if self.names == 0 { 10 } else { 0 };
        let style = Style::left(self.size.text() - 2, palette::MUTED).bold();
        for (y, heading) in &self.headings {
            text::write_on_paper(canvas, heading, (left, *y), style)?;
        }
        Ok(())
    }

    /// The strategy's name beside its row; above it together with the value.
    pub(crate) fn write_name(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        name: &str,
        value: &str,
    ) -> Result<(), Error> {
        let (centre, style) =
            (self.middle(index), Style::left(self.size.text(), palette::INK));
        if self.names > 0 {
            let (name, size) = text::fitted(name, self.names - 6, style.size);
            return text::write(canvas, &name, (0, centre), Style { size, ..style });
        }
        let text = format!("{name}: {value}");
        let above = centre - self.height / 2 + 1;
        text::write_on_paper(canvas, &text, (10, above), style)
    }

    /// Why a row has no marks.
    pub(crate) fn write_failure(
        &self,
        canvas: &Canvas<'_>,
        index: usize,
        row: &Row,
    ) -> Result<(), Error> {
        let text = format!("{}: {}", row.label, row.why_not());
        let style = Style::left(self.size.text(), palette::INK);
        let left = if self.names == 0 { 10 } else { 0 };
        text::write(canvas, &text, (left, self.middle(index)), style)
    }
}
