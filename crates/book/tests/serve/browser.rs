//! The strip and the reloading, in Chromium.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use headless_chrome::{Browser, LaunchOptions, Tab};
use serde_json::Value;

use crate::fixture::{Fixture, wait_for};

const AXE: &str = include_str!("../../../pages/vendor/axe.min.js");

const THEMES: [&str; 5] = ["light", "rust", "coal", "navy", "ayu"];

/// The looks of the real book, and a page that is long enough to scroll.
fn fixture() -> Fixture {
    let fixture = Fixture::new();
    let theme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../book/theme");
    for file in ["live.js", "live.css", "book.css"] {
        let text = std::fs::read_to_string(format!("{theme}/{file}")).expect("there");
        fixture.write(&format!("book/theme/{file}"), &text);
    }
    fixture.write(
        "book.toml",
        "[book]\nsrc = \"book\"\nlanguage = \"en\"\n[preprocessor.chapters]\ncommand = \"false\"\n[output.html]\nadditional-css = [\"book/theme/book.css\"]\n",
    );
    fixture
        .write("book/one.md", &long("Alpha: <!-- cmdrun alpha show first number -->"));
    fixture
}

fn long(first: &str) -> String {
    let sections = (1..40).map(|number| format!("## Section {number}\n\nText.\n\n"));
    format!("# One\n\n{first}\n\n{}", sections.collect::<String>())
}

fn browser() -> Browser {
    let options = LaunchOptions::default_builder()
        .path(std::env::var_os("CHROME").map(PathBuf::from))
        // Chromium's own sandbox needs rights that containers and root lack.
        .sandbox(false)
        .idle_browser_timeout(Duration::from_secs(600))
        .args(
            ["--no-first-run", "--disable-background-networking"]
                .map(OsStr::new)
                .to_vec(),
        )
        .build()
        .expect("options");
    Browser::new(options).expect("Chromium starts; CHROME names another")
}

fn open(browser: &Browser, address: &str) -> Arc<Tab> {
    let tab = browser.new_tab().expect("a tab");
    tab.navigate_to(address)
        .expect("an address")
        .wait_until_navigated()
        .expect("loaded");
    tab
}

fn ask(tab: &Tab, script: &str) -> Value {
    // While a page is loaded again there is nobody to answer.
    let answer = tab.evaluate(script, true).ok();
    answer.and_then(|answer| answer.value).unwrap_or_default()
}

fn until(tab: &Tab, script: &str) {
    wait_for(script, || ask(tab, script) == true);
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn a_page_that_is_loaded_again_keeps_its_place() {
    let fixture = fixture();
    let served = fixture.serve(0, false);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]').textContent !== ''",
    );
    ask(&tab, "document.getElementById('section-20').scrollIntoView(); scrollBy(0, 7)");
    let place =
        "Math.round(document.getElementById('section-20').getBoundingClientRect().top)";
    let before = ask(&tab, place);
    let more = "Much more.\n\n".repeat(50);
    fixture.write("book/one.md", &long(&more));
    until(&tab, "document.querySelector('main').textContent.includes('Much more.')");
    until(&tab, "document.readyState === 'complete'");
    let after = ask(&tab, place);
    let moved = before.as_i64().expect("pixels") - after.as_i64().expect("pixels");
    assert!(moved.abs() <= 2, "{before} became {after}");
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn the_keyboard_pauses_and_resumes_where_there_is_the_token() {
    let fixture = fixture();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    until(
        &tab,
        "document.querySelector('#live-strip').textContent.includes('round 1 of at most 3')",
    );
    assert_eq!(ask(&tab, "location.hash"), "");
    let press = |label: &str| {
        until(
            &tab,
            &format!(
                "document.querySelector('#live-strip button').textContent === '{label}'"
            ),
        );
        ask(&tab, "document.querySelector('#live-strip button').focus()");
        tab.press_key("Enter").expect("pressed");
    };
    press("Pause");
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]').textContent === 'Paused'",
    );
    press("Resume");
    fixture.remove("hold");
    until(
        &tab,
        "document.querySelector('#live-strip').textContent.includes('Everything is measured')",
    );
    until(
        &tab,
        "document.querySelector('main').textContent.includes('Alpha: measured')",
    );
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn without_the_token_there_is_no_button() {
    let fixture = fixture();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let browser = browser();
    let address = served.address("one.html");
    let (without, _) = address.split_once('#').expect("a token");
    let tab = open(&browser, without);
    until(
        &tab,
        "document.querySelector('#live-strip').textContent.includes('round 1')",
    );
    assert_eq!(ask(&tab, "document.querySelector('#live-strip button').hidden"), true);
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn an_open_page_that_is_gone_becomes_the_404_page_and_rests() {
    let fixture = fixture();
    let served = fixture.serve(0, false);
    let browser = browser();
    let tab = open(&browser, &served.address("two.html"));
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]').textContent !== ''",
    );
    fixture.write("book/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    until(&tab, "document.querySelector('h1#document-not-found-404') !== null");
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]')?.textContent !== ''",
    );
    ask(&tab, "window.isTheSamePage = true");
    // Any further page is a reaction to an event, and this is one that it sees.
    fixture.write("book/two.md", "# Two\n\nNot in the summary.\n");
    fixture.write("book/one.md", "# One\n\nAnother sentence.\n");
    wait_for("the edit is built", || served.get("/one.html").text.contains("Another"));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(ask(&tab, "window.isTheSamePage"), true);
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn the_strip_and_the_boxes_are_readable_in_every_theme_and_hold_text_only() {
    let fixture = fixture();
    fixture.write("chapters-code/alpha/source", "broken");
    let served = fixture.serve(0, true);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    until(
        &tab,
        "document.querySelector('.live-trouble pre')?.textContent === 'error: expected <u8>'",
    );
    until(
        &tab,
        "document.querySelector('#live-strip').textContent.includes('Not everything')",
    );
    for theme in THEMES {
        ask(&tab, &format!("localStorage.setItem('mdbook-theme', '{theme}')"));
        tab.reload(true, None).expect("asked").wait_until_navigated().expect("loaded");
        until(&tab, "document.querySelector('.live-trouble') !== null");
        assert_eq!(
            ask(
                &tab,
                &format!("document.documentElement.classList.contains('{theme}')")
            ),
            true
        );
        tab.evaluate(AXE, false).expect("axe");
        let found = ask(
            &tab,
            "axe.run(document, { resultTypes: ['violations'] }).then(results => results.violations
                .flatMap(violation => violation.nodes.map(node =>
                    `${violation.id}: ${node.html.slice(0, 80)} ${node.any[0]?.message ?? ''}`))
                .join('\\n'))",
        );
        let ours: Vec<&str> = found
            .as_str()
            .expect("text")
            .lines()
            .filter(|line| line.contains("live"))
            .collect();
        assert!(ours.is_empty(), "{theme}: {ours:#?}");
    }
}
