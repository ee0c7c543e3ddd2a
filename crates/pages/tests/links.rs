//! No link of the book leads nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn every_link_within_the_book_leads_somewhere() {
    let folder = pages::folder("BOOK_HTML");
    let select = |selector| Selector::parse(selector).expect("valid");
    let (links, ids) = (select("main a[href]"), select("[id]"));
    let documents: BTreeMap<String, Html> = pages::pages(&folder)
        .into_iter()
        .map(|page| {
            let html = fs::read_to_string(folder.join(&page)).expect("readable");
            (page, Html::parse_document(&html))
        })
        .collect();
    let targets: BTreeMap<&str, BTreeSet<&str>> = documents
        .iter()
        .map(|(page, html)| {
            (
                page.as_str(),
                html.select(&ids).filter_map(|element| element.attr("id")).collect(),
            )
        })
        .collect();
    let mut broken = Vec::new();
    let mut checked = 0;
    for (page, html) in &documents {
        for link in html.select(&links).filter_map(|element| element.attr("href")) {
            if link.contains("://") {
                assert!(link.starts_with("https://"), "{page}: {link}");
                continue;
            }
            checked += 1;
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { page } else { file };
            let there = match targets.get(file) {
                Some(ids) => fragment.is_empty() || ids.contains(fragment),
                None => folder.join(Path::new(file)).is_file(),
            };
            if !there {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(checked > 10, "too few links: is this the book?");
    assert_eq!(broken, [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn no_id_stands_twice_on_a_page() {
    let folder = pages::folder("BOOK_HTML");
    let ids = Selector::parse("[id]").expect("valid");
    for page in pages::pages(&folder) {
        let html = Html::parse_document(
            &fs::read_to_string(folder.join(&page)).expect("readable"),
        );
        let mut seen = BTreeSet::new();
        for id in html.select(&ids).filter_map(|element| element.attr("id")) {
            assert!(seen.insert(id.to_owned()), "{page}: #{id} stands twice");
        }
    }
}

#[test]
fn every_page_is_linked_from_another() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
    let read = |file: &str| fs::read_to_string(book.join(file)).expect(file);
    let summary = read("SUMMARY.md");
    let pages: Vec<&str> = links(&summary).collect();
    assert!(pages.len() > 10, "too few pages: is this the book?");
    let mut linked = BTreeSet::new();
    for page in &pages {
        let text = read(page);
        let others = links(&text).filter(|other| other != page).map(str::to_owned);
        linked.extend(others);
    }
    // The first page is where the book begins.
    let missing: Vec<_> =
        pages[1..].iter().filter(|page| !linked.contains(**page)).collect();
    assert!(
        missing.is_empty(),
        "only SUMMARY.md leads to {missing:?}: link them from a page"
    );
}

/// The pages that links of this Markdown lead to.
fn links(markdown: &str) -> impl Iterator<Item = &str> {
    let targets = markdown.split("](").skip(1);
    targets.filter_map(|rest| Some(&rest[..rest.find(".md")? + 3])).filter(|target| {
        target.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
    })
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn every_page_with_measurements_leads_to_the_questions_at_its_end() {
    let folder = pages::folder("BOOK_HTML");
    let select = |selector| Selector::parse(selector).expect("valid");
    let (measured, end) =
        (select("aside.machine[data-experiment]"), select("main > p:last-child > a"));
    for page in pages::pages(&folder) {
        let html = fs::read_to_string(folder.join(&page)).expect("readable");
        let html = Html::parse_document(&html);
        if page == "questions.html" || html.select(&measured).next().is_none() {
            continue;
        }
        let links = html.select(&end).filter_map(|link| link.attr("href"));
        assert!(links.into_iter().any(|link| link == "questions.html"), "{page}");
    }
}

/// The search index is loaded whole by whoever searches, on a phone, too.
#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_search_index_is_at_most_a_megabyte_and_a_half() {
    let folder = pages::folder("BOOK_HTML_RECORDED");
    let files = fs::read_dir(folder).expect("the book is built");
    let mut indexes = files.filter_map(|file| {
        let file = file.expect("readable");
        let name = file.file_name().into_string().ok()?;
        name.starts_with("searchindex").then(|| file.metadata().expect("a file").len())
    });
    let bytes = indexes.next().expect("there is an index");
    assert_eq!(indexes.next(), None, "one is left of an older build");
    assert!(bytes <= 1_500_000, "{bytes} bytes");
}
