//! Where lines belong in the files that are there. `None` where there is no such place.

use std::ops::Range;

/// A module declared after the others; `cargo fmt` sorts them.
pub(super) fn module(rust: &str, module: &str) -> Option<String> {
    after_last_line(rust, "pub mod ", &format!("pub mod {module};\n"))
}

/// A line of the list of modules in a crate's docs.
pub(super) fn layout(rust: &str, line: &str) -> Option<String> {
    let last = rust.rfind("\n//! - ")? + 1;
    let rest = &rust[last..];
    // An entry goes on in lines that are indented.
    let mut end = last + rest.find('\n')? + 1;
    while rust[end..].starts_with("//!   ") {
        end += rust[end..].find('\n')? + 1;
    }
    Some(insert(rust, end, line))
}

/// An element at the end of the list that begins with `opening`, which ends in `[`.
pub(super) fn element(rust: &str, opening: &str, element: &str) -> Option<String> {
    let inside = rust.find(opening)? + opening.len();
    let end = closing(rust, inside - 1)?;
    let before = rust[..end].trim_end();
    let comma = if before.ends_with([',', '[']) { "" } else { "," };
    Some(format!("{before}{comma}\n{element},\n{}", &rust[end..]))
}

/// The row with this key: from its call to the end of what is called on it.
pub(super) fn row(rust: &str, key: &str) -> Option<Range<usize>> {
    // The same word may be the baseline: a row is a call, with nothing before its key
    // but other arguments.
    let open = rust.match_indices(&format!("\"{key}\"")).find_map(|(key, _)| {
        let open = rust[..key].rfind('(')?;
        (!rust[open..key].contains([')', '{', ':', ';'])).then_some(open)
    })?;
    let start = rust[..open].rfind(char::is_whitespace)? + 1;
    let mut end = closing(rust, open)? + 1;
    while rust[end..].trim_start().starts_with('.') {
        let open = end + rust[end..].find('(')?;
        end = closing(rust, open)? + 1;
    }
    Some(start..end)
}

/// A page of a chapter, after its last one.
pub(super) fn page_of(summary: &str, chapter: &str, line: &str) -> Option<String> {
    let chapter = summary.find(&format!("]({chapter}.md)"))?;
    let mut end = chapter + summary[chapter..].find('\n')? + 1;
    while summary[end..].starts_with("  - [") {
        end += summary[end..].find('\n')? + 1;
    }
    Some(insert(summary, end, line))
}

/// A line before the first that holds `mark`.
pub(super) fn before_line(text: &str, mark: &str, line: &str) -> Option<String> {
    let mark = text.find(mark)?;
    let start = text[..mark].rfind('\n').map_or(0, |end| end + 1);
    Some(insert(text, start, line))
}

/// A listing after the last one of a page that is of a file of `folder`.
pub(super) fn listing(page: &str, folder: &str, listing: &str) -> Option<String> {
    let include = page.rfind(&format!("{{{{#include ../{folder}/"))?;
    let end = include + page[include..].find("\n```\n")? + "\n```\n".len();
    Some(insert(page, end, listing))
}

fn after_last_line(text: &str, begin: &str, line: &str) -> Option<String> {
    let last = text.rfind(&format!("\n{begin}"))? + 1;
    let end = last + text[last..].find('\n')? + 1;
    Some(insert(text, end, line))
}

fn insert(text: &str, at: usize, line: &str) -> String {
    format!("{}{line}{}", &text[..at], &text[at..])
}

/// Where the bracket at `open` is closed. Brackets in strings are not looked for: rows
/// have none.
fn closing(rust: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, letter) in rust[open..].char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_ends_after_what_is_called_on_it() {
        let rust = "baseline: \"loop\", vec![\n    row(\n        \"loop\",\n        f(1),\n    )\n    .in_group(\"A\"),\n    row(\"b\")\n]";
        let found = row(rust, "loop").map(|range| &rust[range]);
        let wanted =
            "row(\n        \"loop\",\n        f(1),\n    )\n    .in_group(\"A\")";
        assert_eq!(found, Some(wanted));
        let last = row(rust, "b").map(|range| &rust[range]);
        assert_eq!((last, row(rust, "c")), (Some("row(\"b\")"), None));
    }

    #[test]
    fn an_element_is_the_last_of_its_list_with_or_without_a_comma_before() {
        let one = element("a: vec![x()],", "a: vec![", "y()").expect("a list");
        assert_eq!(one, "a: vec![x(),\ny(),\n],");
        let two = element("a: vec![\n  x(),\n],", "a: vec![", "y()").expect("a list");
        assert_eq!(two, "a: vec![\n  x(),\ny(),\n],");
        assert_eq!(element("b: vec![]", "a: vec![", "y()"), None);
    }

    #[test]
    fn a_page_comes_after_the_last_of_its_chapter() {
        let summary = "- [A](a.md)\n  - [B](a-b.md)\n- [C](c.md)\n";
        let added = page_of(summary, "a", "  - [D](a-d.md)\n").expect("a chapter");
        assert_eq!(
            added,
            "- [A](a.md)\n  - [B](a-b.md)\n  - [D](a-d.md)\n- [C](c.md)\n"
        );
        assert_eq!(page_of(summary, "b", ""), None);
    }

    #[test]
    fn the_layout_goes_on_after_an_entry_of_two_lines() {
        let docs = "//! # L\n//!\n//! - a\n//!   b\n\npub mod a;\n";
        let added = layout(docs, "//! - c\n").expect("a list");
        assert_eq!(added, "//! # L\n//!\n//! - a\n//!   b\n//! - c\n\npub mod a;\n");
    }
}
