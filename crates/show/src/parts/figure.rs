//! `show … chart`: the chart, as SVG; on a page in two widths, of which the
//! style sheet shows the one that fits.

use anyhow::{Result, anyhow};
use evidence::figure::Figure;
use record::Record;

use crate::page::{self, escape};
use crate::shown::Shown;
use crate::view::Format;

pub(super) fn text(shown: &Shown, figure: &Figure, format: Format) -> Result<String> {
    let record = &*shown.with_lent_rows();
    let draw = |size| {
        chart::draw(record, figure, size)
            .map_err(|error| anyhow!("cannot draw {}: {error}", record.experiment))
    };
    if format != Format::Page {
        return draw(chart::Size::Wide);
    }
    let caption = escape(&chart::caption(record, figure));
    let (class, drawings) = if let Some(several) = timelines(record, figure)? {
        ("chart timelines", several)
    } else {
        let wide = draw(chart::Size::Wide)?;
        ("chart", chart::in_two_widths(&wide, &draw(chart::Size::Narrow)?))
    };
    Ok(page::figure(class, &drawings, &caption))
}

/// Several timelines, of which the page shows the first until its script lets
/// one choose; `None` of another figure.
fn timelines(record: &Record, figure: &Figure) -> Result<Option<String>> {
    let drawn = |size| {
        chart::timelines(record, figure, size)
            .map_err(|error| anyhow!("cannot draw {}: {error}", record.experiment))
    };
    let (wide, narrow) = (drawn(chart::Size::Wide)?, drawn(chart::Size::Narrow)?);
    if wide.len() < 2 {
        return Ok(None);
    }
    let both = wide.iter().zip(&narrow).enumerate();
    let shown = both.map(|(index, ((label, wide), (_, narrow)))| {
        let label = escape(label);
        let drawing = chart::in_two_widths(wide, narrow);
        let hidden = if index == 0 { "" } else { " hidden" };
        format!(
            "<div class=\"timeline\" data-label=\"{label}\"{hidden}>\n{drawing}\n</div>\n"
        )
    });
    Ok(Some(shown.collect()))
}
