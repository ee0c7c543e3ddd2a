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
