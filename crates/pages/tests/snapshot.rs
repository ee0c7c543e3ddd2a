//! An outline of every page, as published. Where a change is meant, `cargo xtask
//! accept` accepts it.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use regex::Regex;
use scraper::{ElementRef, Html, Selector};

/// What stands where, in a word or two a line: not how it is worded, and no numbers.
fn outline(html: &str) -> String {
    let document = Html::parse_document(html);
    let blocks = Selector::parse(
        "main h1, main h2, main h3, main tr, main figure, main aside, main pre, \
         main .listing, main .predict, main .calculator, main [id^=claim-]",
    )
    .expect("valid");
    let words = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut lines = Vec::new();
    for block in document.select(&blocks) {
        let id = block.attr("id").unwrap_or_default();
        let class = block.attr("class").unwrap_or_default();
        lines.push(match block.value().name() {
            "h1" => format!("# {}", words(block)),
            "h2" => format!("## {}", words(block)),
            "h3" => format!("### {}", words(block)),
            "tr" => {
                let first = block.child_elements().next().map(words);
                format!("| {}", first.unwrap_or_default())
            }
            "pre" => "[code]".to_owned(),
            _ if id.starts_with("claim-") => id.replacen('-', ": ", 1),
            _ if !id.is_empty() => format!("[{id}]"),
            name => format!("[{name} {class}]"),
        });
    }
    // That a record is out of date says nothing of the page.
    let stale = Regex::new("out of date on .*").expect("valid");
    let lines = lines.join("\n");
    let lines = stale.replace_all(&lines, "");
    let numbers = Regex::new(r"\d[\d.,]*( (ns|µs|ms|s|[KMG]iB)\b)?").expect("valid");
    numbers.replace_all(&lines, "#").into_owned()
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn every_page_has_what_it_had() {
    let folder = pages::folder("BOOK_HTML_RECORDED");
    let pages = pages::pages(&folder);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _guard = settings.bind_to_scope();
    for page in &pages {
        let html = fs::read_to_string(folder.join(page)).expect("built");
        insta::assert_snapshot!(page.trim_end_matches(".html"), outline(&html));
    }
}

#[test]
fn every_snapshot_is_of_a_page() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stems = |folder: &str, kind: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(here.join(folder)).expect("readable");
        let paths = entries.map(|entry| entry.expect("readable").path());
        let of_kind = paths.filter(|path| path.extension() == Some(OsStr::new(kind)));
        of_kind
            .map(|path| path.file_stem().expect("named").to_string_lossy().into())
            .collect()
    };
    let (pages, snapshots) =
        (stems("../../book", "md"), stems("tests/snapshots", "snap"));
    let left: Vec<_> = snapshots.difference(&pages).collect();
    assert!(left.is_empty(), "delete the snapshots of pages that are gone: {left:?}");
}

#[test]
fn numbers_wording_and_what_is_out_of_date_are_left_out() {
    let html = "<main><h2>On 2 cores</h2><p>It took 20.4 ms.</p><pre>code 5</pre>\
        <table><tr><td>A loop</td><td>3</td></tr><tr><td>Loops <em>out of date on a</em></td></tr></table><ul><li><a id=\"claim-a-b\"></a>Ten.</li></ul></main>";
    assert_eq!(outline(html), "## On # cores\n[code]\n| A loop\n| Loops \nclaim: a-b");
}
