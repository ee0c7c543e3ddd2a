//! Every page, in every theme, on a desktop and a phone. Each is loaded once for all
//! tests: its theme is then changed as a reader changes it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;

use serde_json::Value;

use crate::chromium::{SMALLEST_TEXT, Tab};
use crate::hands::press;

const AXE: &str = include_str!("../../vendor/axe.min.js");

/// One light and one dark theme: enough where the colours are not the question.
const LIGHT_AND_DARK: [&str; 2] = ["light", "navy"];

/// The widths of a desktop and of a small phone, and the themes that are looked at
/// there: a narrow page has another structure, not other colours.
const VIEWS: [(u32, &[&str]); 2] =
    [(1280, pages::THEMES.as_slice()), (360, &LIGHT_AND_DARK)];

/// What a page looks like in one view.
struct Seen {
    /// The page and the view.
    place: String,
    /// How far it is wider than the window, in pixels.
    overflow: Value,
    /// Its charts.
    figures: Value,
    /// What axe calls serious.
    findings: Value,
    /// What went wrong: requests, scripts.
    problems: Vec<String>,
}

/// All pages in all views.
static SEEN: LazyLock<Vec<Seen>> = LazyLock::new(|| {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder.clone());
    let pages = pages::pages(&folder);
    let next = AtomicUsize::new(0);
    let seen = Mutex::new(Vec::new());
    let visit = || {
        // Of its own, since the theme is kept in the browser's storage.
        let tab = Tab::open();
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            tab.set_width(VIEWS[0].0);
            tab.visit(&format!("{site}/{page}"), "visit");
            prepare(&tab);
            for (width, themes) in VIEWS {
                tab.set_width(width);
                for theme in themes {
                    choose(&tab, theme);
                    let place = format!("{page}, {theme}, {width} px");
                    let mut found = look(&tab, place);
                    found.problems = tab.problems();
                    seen.lock().expect("nobody panicked").push(found);
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(visit);
        }
    });
    let seen = seen.into_inner().expect("nobody panicked");
    let views: usize = VIEWS.iter().map(|(_, themes)| themes.len()).sum();
    assert_eq!(seen.len(), pages.len() * views);
    seen
});

/// Brings axe, and ends the fading from one theme's colours to another's.
pub(crate) fn prepare(tab: &Tab) {
    tab.evaluate(AXE);
    tab.evaluate(
        "document.head.insertAdjacentHTML('beforeend',
            '<style>*, ::before, ::after { transition: none !important }</style>')",
    );
}

/// Chooses a theme in the menu.
pub(crate) fn choose(tab: &Tab, theme: &str) {
    tab.evaluate(&format!("document.getElementById('mdbook-theme-{theme}').click()"));
    tab.until(&format!("document.documentElement.classList.contains('{theme}')"));
}

fn look(tab: &Tab, place: String) -> Seen {
    let overflow = tab.ask(
        "JSON.stringify(document.documentElement.scrollWidth - window.innerWidth)",
    );
    let figures = tab.ask(FIGURES);
    let findings = tab.ask(FINDINGS);
    Seen { place, overflow, figures, findings, problems: Vec::new() }
}

const FIGURES: &str = "JSON.stringify([...document.querySelectorAll('figure.chart')].map(figure => {
                const shown = [...figure.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
                const scale = svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                return {
                    shown: shown.length,
                    titled: shown.every(svg => svg.getAttribute('aria-labelledby').split(' ')
                        .every(id => document.getElementById(id)?.textContent.trim())),
                    text: Math.min(...shown.flatMap(svg => [...svg.querySelectorAll('text')]
                        .map(text => parseFloat(getComputedStyle(text).fontSize) * scale(svg)))),
                    inside: shown.every(svg => [...svg.querySelectorAll('text')].every(text => {
                        const [inner, outer] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
                        return inner.left >= outer.left - 2 && inner.right <= outer.right + 2;
                    })),
                    table: !!figure.nextElementSibling?.querySelector('th'),
                    themed: shown.every(svg => [...svg.querySelectorAll(`text[fill='#1B1F25']`)].every(text =>
                        getComputedStyle(text).fill === getComputedStyle(document.querySelector('main p')).color)),
                };
            }))";

pub(crate) const FINDINGS: &str = "axe.run(document, { resultTypes: ['violations'] }).then(results => JSON.stringify(
    results.violations
        .filter(violation => ['serious', 'critical'].includes(violation.impact))
        .flatMap(violation => violation.nodes.map(node =>
            `${violation.id}: ${node.html.slice(0, 60)} ${node.any[0]?.message ?? ''}`))))";

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn pages_load_without_errors_and_fit_every_width() {
    for Seen { place, overflow, problems, .. } in &*SEEN {
        assert!(
            overflow.as_i64().is_some_and(|px| px <= 0),
            "{place}: {overflow} px too wide"
        );
        assert_eq!(*problems, [""; 0], "{place}");
    }
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn charts_are_there_once_legible_and_have_their_table() {
    let mut charts = 0;
    for Seen { place, figures, .. } in &*SEEN {
        for figure in figures.as_array().expect("a list") {
            charts += 1;
            assert_eq!(figure["shown"], 1, "{place}: {figure}");
            for what in ["titled", "inside", "themed", "table"] {
                assert_eq!(figure[what], true, "{place}: {figure}");
            }
            assert!(
                figure["text"].as_f64().is_some_and(|px| px >= SMALLEST_TEXT),
                "{place}: {figure}"
            );
        }
    }
    assert!(charts > 0);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn axe_finds_nothing_serious() {
    let mut findings = BTreeMap::new();
    for seen in &*SEEN {
        for finding in seen.findings.as_array().expect("a list") {
            // Once each, with one of the places, is enough to mend it.
            findings.insert(finding.to_string(), &seen.place);
        }
    }
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_keyboard_opens_the_sidebar_and_a_finger_hits_the_links_of_a_table() {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::of_a_new_reader();
    tab.set_width(390);
    tab.visit(&format!("{site}/recommendations.html"), "phone");
    let button = "document.querySelector('button[aria-controls=mdbook-sidebar]')";
    let state = format!("{button}.getAttribute('aria-expanded')");
    assert_eq!(tab.evaluate(&state), "false");
    tab.evaluate(&format!("{button}.focus()"));
    press(&tab, "Space");
    tab.until(&format!("{state} === 'true'"));
    press(&tab, "Space");
    tab.until(&format!("{state} === 'false'"));
    let low = tab.ask(
        "JSON.stringify([...document.querySelectorAll('table.decision td > a')]
            .filter(link => link.getBoundingClientRect().height < 24)
            .map(link => link.outerHTML))",
    );
    assert_eq!(low, serde_json::json!([]));
}
