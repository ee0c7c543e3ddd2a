//! What people ask, found by the book's search.

use crate::chromium::Tab;

/// What people ask in public, by the word that they would search for, and the page that
/// answers.
const ASKED: &[(&str, &str)] = &[
    ("release", "cpu-bound-release.html"),
    ("deadlock", "mixed-hangs.html"),
    ("sqlite", "mixed-writers.html"),
    ("connection pool", "mixed-places.html"),
    ("container", "mixed-quota.html"),
    ("rwlock", "cpu-bound-locks.html"),
    ("jemalloc", "cpu-bound-allocating.html"),
    ("println", "cpu-bound-printing.html"),
    ("channel", "mixed-channels.html"),
    ("backpressure", "mixed-backpressure.html"),
    ("nagle", "io-bound-small-writes.html"),
    ("rayon tokio", "mixed-pools.html"),
    ("memory bandwidth", "cpu-bound-memory.html"),
    ("gil", "coming-from-python-lock.html"),
    ("join", "io-bound-await.html"),
    ("polling", "mixed-idle.html"),
    ("crawler", "mixed.html"),
    ("scraper", "recommendations.html"),
    ("pyo3", "coming-from-python-rust.html"),
    ("http/2", "io-bound-connections.html"),
    ("keep-alive", "io-bound-connections.html"),
    ("shuffle", "past-one-machine-words.html"),
    ("simulation", "past-one-machine-many.html"),
    ("gustafson", "past-one-machine-segments.html"),
];

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn what_people_ask_is_among_the_first_three_hits() {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    let mut missed = Vec::new();
    for (word, page) in ASKED {
        let query = format!("search={}", word.replace(' ', "%20"));
        tab.visit(&format!("{site}/introduction.html"), &query);
        tab.until("document.querySelectorAll('#mdbook-searchresults a').length > 0");
        let hits = tab.ask(
            "JSON.stringify([...document.querySelectorAll('#mdbook-searchresults a')]
                .slice(0, 3).map(link => new URL(link.href).pathname.slice(1)))",
        );
        let hits: Vec<String> = serde_json::from_value(hits).expect("a list of pages");
        if !hits.iter().any(|hit| hit == page) {
            missed.push(format!("{word}: {page} is not among {hits:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
