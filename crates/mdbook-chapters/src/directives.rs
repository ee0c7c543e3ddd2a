//! Where the directives are: everywhere but in code, which shows them.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::LazyLock;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;

/// The same syntax as mdbook-cmdrun's: a directive that ends its line is a
/// block, which takes the line's end with it.
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<!--[ ]*cmdrun (.*?)-->(\r?\n)?").expect("the pattern is constant")
});

/// A directive as a person may have meant it.
static MEANT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--\s*cmdrun\b.*?-->").expect("the pattern is constant")
});

/// One directive.
#[derive(Clone, Debug)]
pub(crate) struct Directive {
    /// The page's file, relative to the book's sources.
    pub(crate) page: PathBuf,
    /// The bytes of the page's text that it stands in.
    pub(crate) range: Range<usize>,
    /// The command.
    pub(crate) command: String,
    /// Whether it stands within a line.
    pub(crate) inline: bool,
    /// The file and line, for a person.
    pub(crate) place: String,
}

/// Every directive of the book, page by page, in order.
pub(crate) fn in_book(context: &PreprocessorContext, book: &Book) -> Vec<Directive> {
    let mut directives = Vec::new();
    for page in crate::pages(book) {
        let Some(path) = &page.source_path else {
            continue;
        };
        let file = context.config.book.src.join(path);
        let source =
            std::fs::read_to_string(context.root.join(&file)).unwrap_or_default();
        let mut earlier: Vec<&str> = Vec::new();
        for (range, found) in in_text(&page.content) {
            // Includes have shifted the lines: count this same directive among
            // its likes in the file as it was written.
            let before =
                earlier.iter().filter(|other| **other == found.command).count();
            let place = match line_of(&source, found.command, before) {
                Some(line) => format!("{}:{line}", file.display()),
                None => format!("{} (in a file that it includes)", file.display()),
            };
            earlier.push(found.command);
            directives.push(Directive {
                page: path.clone(),
                range,
                command: found.command.trim().to_owned(),
                inline: found.inline,
                place,
            });
        }
    }
    directives
}

/// What looks like a directive to a person and is none. It would vanish without a
/// word.
pub(crate) fn malformed(context: &PreprocessorContext, book: &Book) -> Vec<String> {
    let mut malformed = Vec::new();
    for page in crate::pages(book) {
        let Some(path) = &page.source_path else { continue };
        let code = code_ranges(&page.content);
        for found in MEANT.find_iter(&page.content) {
            let Some(why) = what_is_wrong(found.as_str()) else { continue };
            if code.iter().any(|code| code.contains(&found.start())) {
                continue;
            }
            let line = page.content[..found.start()].matches('\n').count() + 1;
            let file = context.config.book.src.join(path);
            let first = found.as_str().lines().next().unwrap_or_default();
            malformed.push(format!(
                "{}, near line {line}: `{first}`: {why}",
                file.display()
            ));
        }
    }
    malformed
}

/// Why what is meant as a directive is none; `None` if it is one.
fn what_is_wrong(meant: &str) -> Option<&'static str> {
    if meant.contains('\n') {
        return Some("a directive has to stand on one line");
    }
    let whole = DIRECTIVE.captures(meant).filter(|found| {
        found.get(0).is_some_and(|all| all.start() == 0) && !found[1].trim().is_empty()
    });
    whole
        .is_none()
        .then_some("a directive is `<!-- cmdrun COMMAND -->`, with spaces between")
}

struct Found<'a> {
    command: &'a str,
    inline: bool,
}

fn in_text(text: &str) -> Vec<(Range<usize>, Found<'_>)> {
    let code = code_ranges(text);
    DIRECTIVE
        .captures_iter(text)
        .filter_map(|captures| {
            Some((
                captures.get(0)?.range(),
                captures.get(1)?.as_str(),
                captures.get(2).is_none(),
            ))
        })
        .filter(|(range, ..)| !code.iter().any(|code| code.contains(&range.start)))
        .map(|(range, command, inline)| (range, Found { command, inline }))
        .collect()
}

/// The line of the `skip + 1`st directive with this command.
fn line_of(source: &str, command: &str, skip: usize) -> Option<usize> {
    let (range, _) = in_text(source)
        .into_iter()
        .filter(|(_, found)| found.command == command)
        .nth(skip)?;
    Some(source[..range.start].matches('\n').count() + 1)
}

/// Fenced, indented and inline code.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter(|(event, _)| {
            matches!(event, Event::Start(Tag::CodeBlock(_)) | Event::Code(_))
        })
        .map(|(_, range)| range)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(text: &str) -> Vec<&str> {
        in_text(text).into_iter().map(|(_, found)| found.command.trim()).collect()
    }

    #[test]
    fn blocks_and_inline_directives_are_found() {
        let found =
            in_text("<!-- cmdrun one -->\nIt took <!--cmdrun two --> in all.\n");
        assert_eq!(found.len(), 2);
        assert!(!found[0].1.inline && found[1].1.inline);
    }

    #[test]
    fn directives_in_code_are_shown_not_run() {
        let text = "```text\n<!-- cmdrun fenced -->\n```\n\n    <!-- cmdrun indented -->\n\n`<!-- cmdrun quoted -->`\n\n<!-- cmdrun real -->\n";
        assert_eq!(commands(text), ["real"]);
    }

    #[test]
    fn what_would_vanish_without_a_word_is_found() {
        for meant in [
            "<!--\tcmdrun echo -->",
            "<!-- cmdrun\techo -->",
            "<!-- cmdrun -->",
            "<!-- cmdrun   -->",
            "<!--cmdrun-->",
            "<!-- cmdrun echo\n1 -->",
            "<!-- cmdrun: echo -->",
        ] {
            assert_eq!(MEANT.find_iter(meant).count(), 1, "{meant}");
            assert!(what_is_wrong(meant).is_some(), "{meant}");
        }
        for right in ["<!-- cmdrun echo -->", "<!--cmdrun echo-->"] {
            assert_eq!(what_is_wrong(right), None, "{right}");
        }
    }

    #[test]
    fn the_line_is_the_one_of_the_same_occurrence() {
        let source =
            "# Title\n\n<!-- cmdrun a -->\n\n<!-- cmdrun b -->\n\n<!-- cmdrun a -->\n";
        assert_eq!(line_of(source, "a ", 0), Some(3));
        assert_eq!(line_of(source, "a ", 1), Some(7));
        assert_eq!(line_of(source, "a ", 2), None);
    }
}
