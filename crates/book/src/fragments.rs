//! A part of a record as the HTML that a page has of it, for a page that is open.

use pulldown_cmark::{Event, Options, Parser, Tag, html};

/// What mdBook makes of a part's Markdown.
pub(crate) fn html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = parser.map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = dest_url.replacen(".md", ".html", 1).into();
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    // What a cell says is escaped, so these are the tables.
    text.replace("<table>", "<div class=\"table-wrapper\"><table>")
        .replace("</table>", "</table></div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_scroll_links_lead_to_pages_and_drawings_stay_as_they_are() {
        let table = html("| a | b |\n|---|--:|\n| [x](io-bound.md#listing-x) | <b |\n");
        assert!(table.starts_with("<div class=\"table-wrapper\"><table>"), "{table}");
        assert!(table.contains("href=\"io-bound.html#listing-x\""), "{table}");
        assert!(table.contains("&lt;b"), "{table}");
        let figure = "\n<figure class=\"chart\">\n<svg><a/></svg>\n</figure>\n";
        assert_eq!(html(figure).trim(), figure.trim());
    }
}
