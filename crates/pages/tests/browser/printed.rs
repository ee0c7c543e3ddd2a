//! A page on paper.

use serde_json::json;

use crate::chromium::{SMALLEST_TEXT, Tab};

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn charts_are_printed_in_ink_on_paper_and_whole() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let tab = Tab::open();
    // A sheet of A4, less its margins, at 96 dots an inch.
    tab.set_width(700);
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    tab.visit(&format!("{site}/io-bound.html"), "print");
    tab.evaluate("document.documentElement.className = 'navy'");
    let figure = tab.ask(
        "(() => {
            const svg = document.querySelector('figure.chart svg.wide');
            const text = svg.querySelector('text[fill=\"#1B1F25\"]');
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            const narrow = document.querySelector('figure.chart svg.narrow');
            return JSON.stringify({
                text: parseFloat(getComputedStyle(text).fontSize) * scale,
                ink: getComputedStyle(text).fill,
                narrow: narrow.getBoundingClientRect().width,
            });
        })()",
    );
    assert!(figure["text"].as_f64().is_some_and(|px| px >= SMALLEST_TEXT), "{figure}");
    assert_eq!(figure["ink"], "rgb(0, 0, 0)", "{figure}");
    assert_eq!(figure["narrow"], 0, "{figure}");
}
