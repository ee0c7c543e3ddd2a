//! The files that pages come from, and what is missing of them. mdBook leaves an empty
//! block for a missing anchor, and logs a missing file, and the build succeeds all the
//! same.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use regex::Regex;

/// How deep mdBook follows includes.
const DEEPEST: usize = 10;

static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+([^\s}:]+)(?::([^\s}]*))?[^}]*\}\}")
        .expect("the pattern is constant")
});

/// The chapters of the book that come from a file, in order.
pub(crate) fn pages(book: &Book) -> impl Iterator<Item = &Chapter> {
    book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) if chapter.source_path.is_some() => Some(chapter),
        _ => None,
    })
}

/// Every include of the book that mdBook would get wrong, with its place.
pub(crate) fn problems(context: &PreprocessorContext, book: &Book) -> Vec<String> {
    let mut problems = Vec::new();
    for path in pages(book).filter_map(|page| page.source_path.as_ref()) {
        check(
            &context.root,
            &context.root.join(&context.config.book.src).join(path),
            DEEPEST,
            &mut problems,
        );
    }
    problems
}

fn check(root: &Path, file: &Path, depth: usize, problems: &mut Vec<String>) {
    let Ok(text) = fs::read_to_string(file) else {
        return;
    };
    let folder = file.parent().unwrap_or(root);
    for (start, _) in text.match_indices("{{") {
        if text[..start].ends_with('\\') {
            continue; // escaped: shown, not done
        }
        let Some(found) = INCLUDE.captures(&text[start..]) else { continue };
        let mut problem = |what: &str| {
            let line = text[..start].matches('\n').count() + 1;
            let shown = file.strip_prefix(root).unwrap_or(file).display();
            problems.push(format!("{shown}:{line}: {}: {what}", &found[0]));
        };
        let included = folder.join(&found[1]);
        let Ok(content) = fs::read_to_string(&included) else {
            problem("there is no such file");
            continue;
        };
        let anchor = found.get(2).map_or("", |anchor| anchor.as_str());
        if let Some(missing) = missing_anchor(&content, anchor) {
            problem(&missing);
        }
        if depth > 0 && included.extension().is_some_and(|kind| kind == "md") {
            check(root, &included, depth - 1, problems);
        }
    }
}

/// What of an anchor, or of a range of lines, is missing.
fn missing_anchor(content: &str, anchor: &str) -> Option<String> {
    if anchor.chars().all(|c| c.is_ascii_digit() || c == ':') {
        let lines = content.lines().count();
        let beyond =
            |bound: &str| bound.parse::<usize>().is_ok_and(|line| line > lines);
        return anchor
            .split(':')
            .any(beyond)
            .then(|| format!("the file has only {lines} lines"));
    }
    ["ANCHOR", "ANCHOR_END"].into_iter().find_map(|mark| {
        let wanted = format!("{mark}: {anchor}");
        let is_there = content.lines().any(|line| line.trim_end().ends_with(&wanted));
        (!is_there).then(|| format!("the file has no `{wanted}`"))
    })
}
