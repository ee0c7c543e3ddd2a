//! Where the directives are: everywhere but in code, which shows them.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;

/// The syntax is mdbook-cmdrun's: a directive that ends its line is a
/// block, which takes the line's end with it.
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^<!--[ ]*cmdrun (.*?)-->(\r?\n)?").expect("the pattern is constant")
});

/// A directive as a person may have meant it.
static MEANT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)^<!--\s*cmdrun\b.*?-->").expect("the pattern is constant")
});

/// A directive of a page.
#[derive(Clone, Debug)]
pub(crate) struct Directive {
    /// The bytes of the page's text that it stands in.
    pub(crate) range: Range<usize>,
    /// The command.
    pub(crate) command: String,
    /// Whether it stands within a line.
    pub(crate) inline: bool,
}

impl Directive {
    /// What stands in its place when its command has printed `text`: within a line,
    /// without white space at the end.
    pub(crate) fn replacement<'a>(&self, text: &'a str) -> &'a str {
        if self.inline { text.trim_end() } else { text }
    }
}

/// What a page's text holds.
#[derive(Default)]
pub(crate) struct Parsed {
    /// Its directives, in order.
    pub(crate) directives: Vec<Directive>,
    /// What looks like a directive to a person and is none, with the line and the
    /// reason. It would vanish without a word.
    pub(crate) malformed: Vec<String>,
}

/// Finds the directives of a page's text.
pub(crate) fn parse(text: &str) -> Parsed {
    if !text.contains("cmdrun") {
        return Parsed::default();
    }
    let code = code_ranges(text);
    let is_shown = |start: usize| code.iter().any(|code| code.contains(&start));
    let mut parsed = Parsed::default();
    let mut end = 0;
    for (start, _) in text.match_indices("<!--") {
        let rest = &text[start..];
        let Some(meant) = MEANT.find(rest).filter(|_| start >= end && !is_shown(start))
        else {
            continue;
        };
        end = start + meant.end();
        if let Some(why) = what_is_wrong(meant.as_str()) {
            let line = line_at(text, start);
            let first = meant.as_str().lines().next().unwrap_or_default();
            parsed.malformed.push(format!("near line {line}: `{first}`: {why}"));
        } else if let Some(found) = DIRECTIVE.captures(rest) {
            parsed.directives.push(Directive {
                range: start..start + found.get_match().end(),
                command: found[1].trim().to_owned(),
                inline: found.get(2).is_none(),
            });
        }
    }
    parsed
}

/// The line, in the page's file as it was written, of the directive `nth` of a page:
/// includes have shifted the lines, so the same directive is counted among its likes.
/// `None` if it stands in a file that the page includes.
pub(crate) fn line_of(
    source: &str,
    directives: &[Directive],
    nth: usize,
) -> Option<usize> {
    let command = &directives[nth].command;
    let is_like = |directive: &&Directive| directive.command == *command;
    let before = directives[..nth].iter().filter(is_like).count();
    let written = parse(source).directives;
    let found = written.iter().filter(is_like).nth(before)?;
    Some(line_at(source, found.range.start))
}

pub(crate) fn line_at(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// Why what is meant as a directive is none; `None` if it is one.
fn what_is_wrong(meant: &str) -> Option<&'static str> {
    if meant.contains('\n') {
        return Some("a directive has to stand on one line");
    }
    let whole = DIRECTIVE.captures(meant).filter(|found| !found[1].trim().is_empty());
    whole
        .is_none()
        .then_some("a directive is `<!-- cmdrun COMMAND -->`, with spaces between")
}

/// Fenced, indented and inline code.
pub(crate) fn code_ranges(text: &str) -> Vec<Range<usize>> {
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

    #[test]
    fn blocks_and_inline_directives_are_found() {
        let found = parse("<!-- cmdrun one -->\nIt took <!--cmdrun two --> in all.\n")
            .directives;
        assert_eq!(found.len(), 2);
        assert!(!found[0].inline && found[1].inline);
    }

    #[test]
    fn directives_in_code_are_shown_not_run() {
        let text = "```text\n<!-- cmdrun fenced -->\n```\n\n    <!-- cmdrun indented -->\n\n`<!-- cmdrun quoted -->`\n\n<!-- cmdrun real -->\n";
        let found = parse(text).directives;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].command, "real");
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
            assert_eq!(parse(meant).malformed.len(), 1, "{meant}");
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
        let page = parse(&format!("Included:\n\n\n{source}<!-- cmdrun c -->\n"));
        let line = |nth| line_of(source, &page.directives, nth);
        assert_eq!([line(0), line(1), line(2)], [Some(3), Some(5), Some(7)]);
        assert_eq!(line(3), None);
    }
}
