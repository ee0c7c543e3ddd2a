//! What a drawing becomes: SVG with a title, a description and an id.

use evidence::figure::Figure;
use plotters::coord::Shift;
use plotters::prelude::*;
use record::Record;

use crate::compact::compact;
use crate::{Error, Size, palette};

/// What charts are drawn on.
pub(crate) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws on paper of this height.
pub(crate) fn drawn(
    size: Size,
    height: i32,
    draw: impl FnOnce(&Canvas<'_>) -> Result<(), Error>,
) -> Result<String, Error> {
    let mut drawing = String::new();
    let pixels = (size.width() as u32, height.max(1) as u32);
    {
        let canvas = SVGBackend::with_string(&mut drawing, pixels).into_drawing_area();
        canvas.fill(&palette::PAPER)?;
        draw(&canvas)?;
        canvas.present()?;
    }
    Ok(compact(&drawing))
}

/// A line of text instead of a drawing that would show nothing.
pub(crate) fn sentence(size: Size, text: &str) -> Result<String, Error> {
    drawn(size, 40, |canvas| {
        let style = crate::text::Style::left(size.text(), palette::INK);
        crate::text::write(canvas, text, (10, 20), style)
    })
}

/// The id of a figure's drawing, but for its width.
pub(crate) fn id(record: &Record, figure: &Figure) -> String {
    format!("chart-{}-{}-{}", record.chapter, record.experiment, figure.name)
}

/// Gives a drawing of plotters' what a page needs: a title and a description
/// for those who do not see it, a class, and no fixed size.
pub(crate) fn finish(
    drawing: &str,
    size: Size,
    id: &str,
    title: &str,
    description: &str,
) -> String {
    let (head, body) = drawing.split_once('>').unwrap_or(("<svg", drawing));
    let view_box = head
        .split("viewBox=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or("0 0 100 100");
    let class = size.class();
    let id = format!("{id}-{class}");
    format!(
        "<svg class=\"{class}\" viewBox=\"{view_box}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"{id}-title\">{}</title>\n\
         <desc id=\"{id}-desc\">{}</desc>{body}",
        escape(title),
        escape(description),
    )
}

/// A drawing in two widths, of which a page shows the one that fits. The narrow one is
/// named by the words of the wide one: twice, they would be in a page's index twice.
pub fn in_two_widths(wide: &str, narrow: &str) -> String {
    let mut narrow = narrow.to_owned();
    for element in ["title", "desc"] {
        let (from, to) = (format!("<{element} id="), format!("</{element}>"));
        if let Some(begin) = narrow.find(&from)
            && let Some(length) = narrow[begin..].find(&to)
        {
            narrow.replace_range(begin..begin + length + to.len(), "");
        }
        let narrows = format!("-{}-{element}", Size::Narrow.class());
        let wides = format!("-{}-{element}", Size::Wide.class());
        narrow = narrow.replacen(&narrows, &wides, 1);
    }
    format!("{wide}{narrow}")
}

/// Puts a group at the end of a drawing, above everything else.
pub(crate) fn with_group(drawing: &str, group: &str) -> String {
    drawing.replacen("</svg>", &format!("{group}</svg>"), 1)
}

/// A text as an attribute's value.
pub(crate) fn attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_widths_one_has_the_words_and_both_are_named_by_them() {
        let of =
            |size| finish("<svg viewBox=\"0 0 1 1\"></svg>", size, "a", "It", "It is");
        let both = in_two_widths(&of(Size::Wide), &of(Size::Narrow));
        assert_eq!(both.matches("<title id=\"a-wide-title\">It</title>").count(), 1);
        assert_eq!(both.matches("<desc").count(), 1);
        let named = "aria-labelledby=\"a-wide-title a-wide-desc\"";
        assert_eq!(both.matches(named).count(), 2, "{both}");
    }
}
