//! The explanatory pictures in `book/pictures`: hand-written, so that they may lack
//! something. How they look is checked in the browser.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book")
}

/// The files of a folder with this ending, by name without it.
fn files(folder: &Path, kind: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).expect("readable").map(|entry| {
        let path = entry.expect("readable").path();
        path.extension().is_some_and(|found| found == kind).then_some(path)
    });
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("named").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("readable"))
    };
    paths.flatten().map(read).collect()
}

#[test]
fn every_picture_says_what_it_shows_and_takes_its_colours_from_the_page() {
    let pictures = files(&book().join("pictures"), "svg");
    assert!(!pictures.is_empty());
    for (name, svg) in pictures {
        let id = format!("picture-{name}");
        let html = Html::parse_fragment(&svg);
        let one = |selector: &str| {
            let selector = Selector::parse(selector).expect("valid");
            let mut found = html.select(&selector);
            let first = found.next().unwrap_or_else(|| panic!("{name}: {selector:?}"));
            assert!(found.next().is_none(), "{name}: several {selector:?}");
            first
        };
        let labelled = format!("svg[role=img][aria-labelledby='{id}-title {id}-desc']");
        one(&labelled);
        for part in ["title", "desc"] {
            let words: String = one(&format!("{part}#{id}-{part}")).text().collect();
            assert!(words.len() > 20, "{name}: {part}: {words}");
        }
        let paint = svg.split(['"', ' ']).find(|word| word.starts_with('#'));
        assert_eq!(paint, None, "{name}: the same in every theme");
        assert!(!svg.contains("style"), "{name}: a server may forbid it");
        // It would end the HTML that Markdown lets through.
        assert!(!svg.trim_end().contains("\n\n"), "{name}: a blank line");
    }
}

#[test]
fn every_picture_stands_on_one_page_in_a_figure_of_its_name_with_a_caption() {
    let pages = files(&book(), "md");
    let names: BTreeSet<String> = files(&book().join("pictures"), "svg")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    for name in names {
        let opening = format!(
            "\n\n<figure class=\"picture\" id=\"picture-{name}\">\n\
             {{{{#include pictures/{name}.svg}}}}\n<figcaption>"
        );
        let on = pages.iter().filter(|(_, text)| text.contains(&opening)).count();
        assert_eq!(on, 1, "{name} should stand on one page, after a blank line");
    }
}

#[test]
fn no_picture_stands_before_the_first_chart_or_among_words_that_may_be_folded() {
    for (page, text) in files(&book(), "md") {
        for (at, _) in text.match_indices("<figure class=\"picture\"") {
            let above = &text[..at];
            let is_chart = |line: &str| {
                line.starts_with("<!-- cmdrun ") && line.contains(" chart")
            };
            assert!(above.lines().any(is_chart), "{page}: results come first");
            let (begun, ended) = ("<!-- where ", "<!-- end where -->");
            assert_eq!(
                above.matches(begun).count(),
                above.matches(ended).count(),
                "{page}: a picture shows no measurement, and belongs to no claim"
            );
        }
    }
}
