//! `show … chart`: the chart, as SVG; on a page in two widths, of which the
//! style sheet shows the one that fits.

use anyhow::{Result, anyhow};
use record::figure::Figure;

use crate::cli::Format;
use crate::page::escape;
use crate::shown::Shown;

pub(super) fn print(shown: &Shown, figure: &Figure, format: Format) -> Result<()> {
    let record = &shown.record;
    let draw = |size| {
        chart::draw(record, figure, size)
            .map_err(|error| anyhow!("cannot draw {}: {error}", record.experiment))
    };
    match format {
        Format::Page => {
            // One block of HTML: Markdown would end it at a blank line.
            let caption = escape(&chart::caption(record, figure));
            let both =
                format!("{}{}", draw(chart::Size::Wide)?, draw(chart::Size::Narrow)?);
            let svg: Vec<&str> =
                both.lines().filter(|line| !line.trim().is_empty()).collect();
            println!(
                "\n<figure class=\"chart\">\n{}\n<figcaption>{caption}</figcaption>\n</figure>\n",
                svg.join("\n")
            );
        }
        Format::Text => println!("{}", draw(chart::Size::Wide)?),
        Format::Json => {
            println!("{}", serde_json::json!({ "svg": draw(chart::Size::Wide)? }));
        }
    }
    Ok(())
}
