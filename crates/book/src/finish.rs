//! What every page gets at last, whatever stands on it.

use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The page of questions, to which the others lead at their ends.
pub(crate) const QUESTIONS: &str = "questions.md";

/// The line at the end of the page of this file that leads there.
pub(crate) fn see_also(source: &Path) -> String {
    let up = "../".repeat(source.components().count().saturating_sub(1));
    format!(
        "\n\nSee also the [questions that the sources left open]({up}{QUESTIONS}).\n"
    )
}

/// Lets a search find the names in Rust code. mdBook's index knows words by the white
/// space between them, and that takes `client.get(url)` for one, which nobody searches
/// for and which has a place of its own in the index. At an element a word ends, too.
pub(crate) fn with_words_in_code(page: &str) -> String {
    let mut finished = String::with_capacity(page.len());
    let (mut copied, mut begin, mut code) = (0, None, String::new());
    for (event, range) in
        Parser::new_ext(page, Options::ENABLE_TABLES).into_offset_iter()
    {
        match event {
            // One in a list or a quote does not begin its line.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if &*language == "rust"
                    && (range.start == 0 || page[..range.start].ends_with('\n')) =>
            {
                begin = Some(range.start);
                code.clear();
            }
            Event::Text(text) if begin.is_some() => code.push_str(&text),
            Event::End(TagEnd::CodeBlock) => {
                let Some(begin) = begin.take() else { continue };
                finished += &page[copied..begin];
                finished += "<pre><code class=\"language-rust\">";
                // As mdBook does.
                finished += &words(code.trim_end_matches('\n'));
                finished += "</code></pre>";
                copied = range.end;
            }
            _ => {}
        }
    }
    finished + &page[copied..]
}

/// Code as HTML, with an element before each word that others stand before without
/// white space.
fn words(code: &str) -> String {
    let mut html = String::with_capacity(code.len() * 2);
    let (mut is_within, mut before) = (false, ' ');
    for letter in code.chars() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        if is_within && is_word(letter) && !is_word(before) {
            html.push_str("<wbr>");
        }
        is_within = !letter.is_whitespace() && (is_within || is_word(letter));
        before = letter;
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_in_code_is_a_word_and_the_code_stays_what_it_is() {
        let page = "Before.\n\n```rust\nlet a_b = client.get::<Url>(&url)?;\n\n#[test]\n```\n\nAfter.\n\n```sh\na.b\n```\n";
        let finished = with_words_in_code(page);
        assert_eq!(
            finished,
            "Before.\n\n<pre><code class=\"language-rust\">let a_b = \
             client.<wbr>get::&lt;<wbr>Url&gt;(&amp;<wbr>url)?;\n\n#[test]</code></pre>\n\
             \nAfter.\n\n```sh\na.b\n```\n"
        );
    }

    #[test]
    fn code_in_a_list_stays_as_it_is() {
        let page = "- One.\n\n  ```rust\n  a.b\n  ```\n";
        assert_eq!(with_words_in_code(page), page);
    }

    #[test]
    fn a_page_in_a_folder_finds_the_questions() {
        assert!(see_also(Path::new("a/b.md")).contains("](../questions.md)"));
        assert!(see_also(Path::new("a.md")).contains("](questions.md)"));
    }
}
