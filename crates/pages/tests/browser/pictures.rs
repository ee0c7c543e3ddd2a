//! The explanatory pictures: in every theme, on a desktop, a phone and paper.

use serde_json::json;

use crate::chromium::{CONTRAST, SMALLEST_TEXT, Tab};

/// The pages that have one, and its name. A page that hides results until a reader has
/// guessed shows what its address names.
const PAGES: [(&str, &str); 5] = [
    ("concurrency-vs-parallelism", "event-loop"),
    ("io-bound-tail", "open-closed-loop"),
    ("io-bound-politeness", "retries"),
    ("cpu-bound-imbalance", "work-stealing"),
    ("cpu-bound-sharing", "cache-line"),
];

/// Of each picture: its smallest text in pixels, whether all text is within it, and the
/// least contrast to the paper of anything that is drawn (WCAG 2), but for areas so light
/// that they are no more than a background.
const PICTURES: &str = "
    const paints = shape => {
        const style = getComputedStyle(shape);
        const fill = Number(style.fillOpacity) === 1 ? style.fill : 'none';
        return [fill, style.stroke].filter(paint => paint.startsWith('rgb'));
    };
    return JSON.stringify([...document.querySelectorAll('figure.picture')].map(figure => {
        const svg = figure.querySelector('svg');
        const outer = svg.getBoundingClientRect();
        const scale = outer.width / svg.viewBox.baseVal.width;
        const texts = [...svg.querySelectorAll('text')];
        const shapes = [...svg.querySelectorAll('text, path, rect, circle')];
        return {
            text: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale)),
            inside: texts.every(text => {
                const inner = text.getBoundingClientRect();
                return inner.left >= outer.left && inner.right <= outer.right
                    && inner.top >= outer.top - 2 && inner.bottom <= outer.bottom + 2;
            }),
            contrast: Math.min(...shapes.flatMap(paints).map(contrast)),
            colours: new Set(shapes.flatMap(paints)).size,
        };
    }));";

fn check(tab: &Tab, place: &str) {
    let pictures = tab.ask(&format!("(() => {{ {CONTRAST} {PICTURES} }})()"));
    let pictures = pictures.as_array().expect("a list");
    assert!(!pictures.is_empty(), "{place}: no picture");
    for picture in pictures {
        let at_least = |what: &str, least: f64| {
            let found = picture[what].as_f64();
            assert!(found.is_some_and(|found| found >= least), "{place}: {picture}");
        };
        at_least("text", SMALLEST_TEXT);
        at_least("contrast", 4.5);
        // The page's own, and at least one that a class gives.
        at_least("colours", 2.0);
        assert_eq!(picture["inside"], true, "{place}: {picture}");
    }
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn pictures_are_legible_in_every_theme_on_a_desktop_a_phone_and_paper() {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    for (page, picture) in PAGES {
        for width in [1280, 360] {
            tab.set_width(width);
            tab.visit(
                &format!("{site}/{page}.html"),
                &format!("{width}#picture-{picture}"),
            );
            for theme in pages::THEMES {
                tab.evaluate(&format!(
                    "document.documentElement.className = 'js {theme}'"
                ));
                check(&tab, &format!("{page}, {theme}, {width} px"));
            }
        }
        tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        check(&tab, &format!("{page}, printed"));
        tab.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
    }
}
