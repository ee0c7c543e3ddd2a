//! What is on the page, as published, with its numbers masked. Where a change is
//! meant, `INSTA_UPDATE=always cargo xtask test` accepts it.

use std::fs;

use regex::Regex;
use scraper::{ElementRef, Html, Selector};

/// The page as an outline: its blocks, one a line; listings and charts by name.
fn outline(html: &str) -> String {
    let document = Html::parse_document(html);
    let blocks = Selector::parse(
        "main h1, main h2, main h3, main p, main li, main pre, main tr, main figure, main aside",
    )
    .expect("valid");
    let mut lines = Vec::new();
    for block in document.select(&blocks) {
        let within = |name: &str| {
            block
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|above| above.value().name() == name)
        };
        if within("aside") || within("li") {
            continue;
        }
        let words = |element: ElementRef<'_>| {
            let text: String = element.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        lines.push(match block.value().name() {
            "pre" => "[listing]".to_owned(),
            "figure" => "[chart]".to_owned(),
            "aside" => "[whose numbers]".to_owned(),
            "tr" => {
                let cells: Vec<String> = block.child_elements().map(words).collect();
                format!("tr: {}", cells.join(" | "))
            }
            // How a paragraph begins: that it is there, not how it is worded.
            "p" => format!("p: {}…", words(block).chars().take(40).collect::<String>()),
            name => format!("{name}: {}", words(block)),
        });
    }
    let numbers = Regex::new(r"\d[\d.,]*( (ns|µs|ms|s|[KMG]iB)\b)?").expect("valid");
    numbers.replace_all(&lines.join("\n"), "#").into_owned()
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_io_bound_page_has_what_it_should() {
    let page = pages::folder("BOOK_HTML_RECORDED").join("io-bound.html");
    let html = fs::read_to_string(page).expect("built");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("io-bound", outline(&html));
    });
}

#[test]
fn numbers_and_their_units_are_masked() {
    let html = "<main><li>It took 20.4 ms on 2 cores.</li><pre>code 5</pre></main>";
    assert_eq!(outline(html), "li: It took # on # cores.\n[listing]");
}
