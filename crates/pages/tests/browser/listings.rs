//! Listings: folded, opened by links, compared, and their widest lines.

use serde_json::{Value, json};

use crate::chromium::Tab;
use crate::every_page::{FINDINGS, choose, prepare};
use crate::hands::press;

/// A page with many listings in a section, to which its rows link.
const PAGE: &str = "io-bound.html";

/// The listings whose code is seen, by the path in their captions.
const SHOWN: &str = "JSON.stringify([...document.querySelectorAll('p.listing')]
    .filter(caption => caption.nextElementSibling.querySelector('code').checkVisibility())
    .map(caption => /[^/]*$/.exec(caption.querySelector('code').textContent)[0]))";

fn open(query: &str) -> Tab {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/{PAGE}"), query);
    tab
}

/// What has the focus: the path in the caption that it is in.
fn focused(tab: &Tab) -> Value {
    tab.ask("JSON.stringify(document.activeElement.closest('p.listing')?.id ?? null)")
}

fn listings(tab: &Tab) -> Value {
    tab.evaluate("document.querySelectorAll('p.listing').length")
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn of_many_listings_all_but_the_first_are_folded_until_they_are_asked_for() {
    let tab = open("fold");
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs"]));
    let prose = tab.evaluate(
        "[...document.querySelectorAll('main > p')].every(p => p.getBoundingClientRect().height > 0)",
    );
    assert_eq!(prose, true, "the captions and the prose are there");
    tab.evaluate("document.querySelector('.open-all button').click()");
    assert_eq!(json!(tab.ask(SHOWN).as_array().map(Vec::len)), listings(&tab));
    tab.evaluate("document.querySelector('.open-all button').click()");
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs"]));
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_rows_link_opens_its_listing_closes_the_one_before_and_moves_the_focus() {
    let tab = open("link");
    // So that the links, which have no query, lead to this page and not to another.
    tab.evaluate("history.replaceState(null, '', location.pathname)");
    let follow = |name: &str| {
        tab.evaluate(&format!(
            "document.querySelector('main td a[href$=\"#listing-{name}\"]').click()"
        ));
        tab.until(&format!(
            "document.activeElement.closest('p.listing')?.id === 'listing-{name}'"
        ));
        tab.ask(SHOWN)
    };
    assert_eq!(follow("pool"), json!(["fetch.rs", "pool.rs"]));
    assert_eq!(follow("facade"), json!(["fetch.rs", "facade.rs"]));
    // The same link once more, after the reader has folded it and gone elsewhere.
    tab.evaluate("document.activeElement.click(); document.activeElement.blur()");
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs"]));
    assert_eq!(follow("facade"), json!(["fetch.rs", "facade.rs"]));
    let top = tab.evaluate(
        "document.getElementById('listing-facade').getBoundingClientRect().top",
    );
    let is_seen = top.as_f64().is_some_and(|top| (0.0..900.0).contains(&top));
    assert!(is_seen, "the window has moved there: {top}");
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_page_that_is_loaded_with_a_listings_address_opens_it() {
    let tab = open("load#listing-pool");
    tab.until("document.activeElement.closest('p.listing')?.id === 'listing-pool'");
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs", "pool.rs"]));
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_keyboard_opens_folds_and_compares() {
    let tab = open("keys");
    let expanded =
        "JSON.stringify(document.activeElement.getAttribute('aria-expanded'))";
    tab.evaluate("document.querySelector('#listing-pool .fold').focus()");
    assert_eq!(tab.ask(expanded), "false");
    press(&tab, "Enter");
    assert_eq!(tab.ask(expanded), "true");
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs", "pool.rs"]));
    press(&tab, "Space");
    assert_eq!(tab.ask(expanded), "false");
    assert_eq!(focused(&tab), "listing-pool");
    tab.evaluate("document.querySelector('#listing-pool button.tool').focus()");
    press(&tab, "Enter");
    let pressed = "JSON.stringify([document.activeElement.getAttribute('aria-pressed'),
        document.activeElement.textContent,
        document.querySelectorAll('.listing-change').length,
        document.querySelector('.listing-change').getBoundingClientRect().height > 0])";
    let against = "What changes against sequential.rs";
    assert_eq!(tab.ask(pressed), json!(["true", against, 1, true]));
    press(&tab, "Enter");
    assert_eq!(tab.ask(pressed), json!(["false", against, 1, false]));
    assert_eq!(tab.ask(SHOWN), json!(["fetch.rs", "pool.rs"]));
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_change_tells_what_went_and_what_came_by_sign_word_and_colour() {
    let tab = open("change");
    let changes = tab.ask(
        "(() => {
            const code = caption => caption.nextElementSibling.querySelector('code').textContent.trimEnd();
            const name = caption => /[^/]*$/.exec(caption.querySelector('code').textContent)[0];
            const captions = [...document.querySelectorAll('p.listing')];
            return JSON.stringify(captions.flatMap(caption => {
                const toggle = caption.querySelector('[aria-pressed]');
                if (!toggle) return [];
                toggle.click();
                const base = captions.find(one => toggle.textContent.endsWith(` ${name(one)}`));
                const change = caption.nextElementSibling.nextElementSibling;
                const runs = [...change.querySelector('code').children];
                const words = { SPAN: '', DEL: 'Removed: ', INS: 'Added: ' };
                const signs = { SPAN: '  ', DEL: '- ', INS: '+ ' };
                const lines = runs.map(run => ({
                    kind: run.tagName,
                    words: run.querySelector('.unseen')?.textContent ?? '',
                    signs: [...run.querySelectorAll('.sign')].map(sign => sign.textContent),
                    text: [...run.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
                        .map(node => node.data).join(''),
                    colour: getComputedStyle(run).color,
                }));
                const without = kind => lines.filter(run => run.kind !== kind)
                    .map(run => run.text).join('').trimEnd();
                return [{
                    name: name(caption),
                    before: without('INS') === code(base),
                    after: without('DEL') === code(caption),
                    told: lines.every(run => run.words === words[run.kind]
                        && run.signs.every(sign => sign === signs[run.kind])),
                    colours: new Set(lines.map(run => run.colour)).size
                        === new Set(lines.map(run => run.kind)).size,
                }];
            }));
        })()",
    );
    let changes = changes.as_array().expect("a list");
    assert!(changes.len() > 3, "{changes:?}");
    for change in changes {
        for what in ["before", "after", "told", "colours"] {
            assert_eq!(change[what], true, "{change}");
        }
    }
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_change_is_readable_in_every_theme() {
    let tab = open("themes");
    tab.evaluate(
        "document.querySelectorAll('.listing [aria-pressed]').forEach(toggle => toggle.click())",
    );
    prepare(&tab);
    for theme in pages::THEMES {
        choose(&tab, theme);
        assert_eq!(tab.ask(FINDINGS), json!([]), "{theme}");
    }
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn on_paper_every_listing_is_open_and_as_it_was_compiled() {
    let tab = open("paper");
    tab.evaluate("document.querySelector('#listing-pool button.tool').click()");
    let before = tab.ask(SHOWN);
    let seen = || {
        tab.ask(&format!(
            "JSON.stringify([{SHOWN}, ['.open-all', '.listing-change', '.listing .tool'].filter(
                tool => document.querySelector(tool).getBoundingClientRect().height > 0)])"
        ))
    };
    let shown_of = |seen: &Value| -> Value {
        let shown =
            serde_json::from_str::<Vec<String>>(seen[0].as_str().expect("a text"));
        json!(shown.expect("JSON").len())
    };
    // What the style makes of it, where no script hears of the printing.
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let printed = seen();
    assert_eq!(shown_of(&printed), listings(&tab), "{printed}");
    assert_eq!(printed[1], json!([]), "{printed}");
    // What the script makes of it.
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "screen" }));
    tab.evaluate("dispatchEvent(new Event('beforeprint'))");
    let printed = seen();
    assert_eq!(shown_of(&printed), listings(&tab), "{printed}");
    tab.evaluate("dispatchEvent(new Event('afterprint'))");
    assert_eq!(tab.ask(SHOWN), before);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn without_scripts_every_listing_is_open() {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    tab.set_width(1280);
    tab.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    tab.visit(&format!("{site}/{PAGE}"), "no-scripts");
    assert_eq!(json!(tab.ask(SHOWN).as_array().map(Vec::len)), listings(&tab));
    assert_eq!(
        tab.evaluate("document.querySelectorAll('p.listing :is(a, button)').length"),
        0
    );
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn on_a_desktop_no_line_of_a_listing_has_to_be_scrolled() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder.clone());
    let tab = Tab::open();
    tab.set_width(1280);
    let mut wide = Vec::new();
    for page in pages::pages(&folder) {
        tab.visit(&format!("{site}/{page}"), "wide");
        // As a change, a line is two signs longer.
        tab.evaluate(
            "document.querySelectorAll('.open-all button, .listing [aria-pressed]').forEach(
                button => button.click())",
        );
        let found = tab.ask(WIDE);
        for line in found.as_array().expect("a list") {
            wide.push(format!("{page}: {}", line.as_str().expect("a text")));
        }
    }
    assert!(wide.is_empty(), "{wide:#?}");
}

/// The lines that are wider than their place, after the path of the listing.
const WIDE: &str = "JSON.stringify([...document.querySelectorAll('main pre > code')].flatMap(code => {
    if (code.scrollWidth <= code.clientWidth) return [];
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = getComputedStyle(code).font;
    const { paddingLeft, paddingRight } = getComputedStyle(code);
    const place = code.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    let caption = code.closest('.listing-change, pre').previousElementSibling;
    while (caption?.matches('pre')) caption = caption.previousElementSibling;
    const path = caption?.matches('.listing') ? caption.querySelector('code').textContent : code.className;
    return code.textContent.split('\\n').filter(line => pen.measureText(line).width > place + 0.5)
        .map(line => `${path}: ${line.length}: ${line}`);
}))";
