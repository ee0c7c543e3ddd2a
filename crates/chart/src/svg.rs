//! The drawing's title and description, and its size.

use crate::Size;

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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
