//! A verdict as a cell shows it.

use chapter::page::escape;

use crate::grouped::Text;
use crate::shelf::Judged;

/// The verdict's mark and words, leading to where the claim stands on its page.
pub fn badge(judged: &Judged, file: &str) -> Text {
    let Judged { id, text, words, mark, class, .. } = judged;
    Text::html(
        format!(
            "<a class=\"verdict {}\" href=\"{}#claim-{}\" title=\"{}\"><b>{mark} {}</b></a>",
            escape(class),
            escape(file),
            escape(id),
            escape(text),
            escape(words)
        ),
        format!("{mark} {words}"),
    )
}
