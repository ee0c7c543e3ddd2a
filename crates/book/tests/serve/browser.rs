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
    for file in
        ["live.js", "live.css", "book.css", "made.js", "marks.js", "run.js", "run.css"]
    {
        let text = std::fs::read_to_string(format!("{theme}/{file}")).expect("there");
        fixture.write(&format!("book/theme/{file}"), &text);
    }
    fixture.write(
        "book.toml",
        "[book]\nsrc = \"book\"\nlanguage = \"en\"\n[preprocessor.chapters]\ncommand = \"false\"\n[output.html]\nadditional-css = [\"book/theme/book.css\", \"book/theme/run.css\"]\nadditional-js = [\"book/theme/made.js\", \"book/theme/marks.js\", \"book/theme/run.js\"]\n",
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

/// A page with an experiment's box and its chart.
fn page_with_a_box(fixture: &Fixture) {
    let settings = r#"[{"name":"latency","kind":"duration","value":10000000,"least":500000,"most":600000000},{"name":"requests","kind":"count","value":100,"least":2,"most":400}]"#;
    let settings = settings.replace('"', "&quot;");
    let box_of = |name: &str| {
        format!(
            "<aside class=\"machine own\" data-experiment=\"alpha/{name}\" data-settings=\"{settings}\">\n<p>Yours</p>\n</aside>\n\n"
        )
    };
    let chart = "<figure class=\"chart\" id=\"own\">\n<svg role=\"img\" aria-labelledby=\"chart-alpha-first-times-wide-title\" viewBox=\"0 0 9 9\">\n<title id=\"chart-alpha-first-times-wide-title\">Times</title></svg>\n</figure>\n";
    // The second has no chart here: its page is another.
    let text = format!("# One\n\n{}{}{chart}", box_of("first"), box_of("second"));
    fixture.write("book/one.md", &text);
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn an_experiment_is_run_with_other_settings_stopped_and_taken_away_by_the_keyboard() {
    let fixture = fixture();
    page_with_a_box(&fixture);
    fixture.write("hold", "");
    let served = fixture.serve(0, false);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    let status = "document.querySelector('details.run [role=status]').textContent";
    let command = "document.querySelector('details.run code').textContent";
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]').textContent !== ''",
    );
    assert_eq!(ask(&tab, "document.querySelectorAll('details.run').length"), 1);
    ask(&tab, "document.querySelector('details.run summary').focus()");
    tab.press_key("Enter").expect("pressed");
    until(&tab, "document.querySelector('details.run').open");
    let write = |nth: usize, text: &str| {
        let input = format!("document.querySelectorAll('details.run input')[{nth}]");
        ask(&tab, &format!("{input}.focus(), {input}.select()"));
        tab.send_character(text).expect("typed");
    };
    write(1, "401");
    until(&tab, &format!("{status}.includes('from 2 to 400')"));
    until(&tab, "document.querySelector('details.run [type=submit]').disabled");
    write(1, "300");
    write(0, "5");
    assert_eq!(
        ask(&tab, command),
        "cargo run --release -p alpha -- run first --latency 5ms --requests 300"
    );
    tab.press_key("Enter").expect("pressed");
    until(
        &tab,
        "document.querySelector('.run-far').textContent === 'Round 1 of at most 3'",
    );
    assert_eq!(ask(&tab, "document.activeElement.textContent"), "Stop");
    tab.press_key("Enter").expect("pressed");
    until(&tab, &format!("{status} === 'Stopped.'"));
    wait_for("it is gone", || !crate::fixture::runs(&fixture.path("process")));
    assert_eq!(fixture.log().last().expect("a line"), "interrupt alpha first");

    fixture.remove("hold");
    assert_eq!(ask(&tab, "document.activeElement.textContent"), "Run it here");
    tab.press_key("Enter").expect("pressed");
    until(&tab, "document.querySelector('figure + .run-try table') !== null");
    let words = ask(&tab, "document.querySelector('.run-try').textContent");
    let words = words.as_str().expect("a text");
    assert!(words.contains("Your try: 300 requests, 5 ms"), "{words}");
    assert!(words.contains("Noise: it is made up."), "{words}");
    // One chart has the marks of both.
    let titles = "[...document.querySelectorAll('figure title')].map(title => title.textContent).join()";
    assert_eq!(ask(&tab, titles), "Times, and your try: 300 requests, 5 ms");
    let twice = "[...document.querySelectorAll('[id]')].some((one, at, all) => all.findIndex(other => other.id === one.id) !== at)";
    assert_eq!(ask(&tab, twice), false);
    ask(&tab, "document.querySelector('.run-try button').focus()");
    tab.press_key("Enter").expect("pressed");
    until(&tab, "document.querySelector('.run-try') === null");
    assert_eq!(ask(&tab, titles), "Times");

    // Nor is anything of it left on a page that is loaded again.
    ask(&tab, "document.querySelector('details.run [type=submit]').click()");
    until(&tab, "document.querySelector('.run-try') !== null");
    tab.reload(true, None).expect("asked").wait_until_navigated().expect("loaded");
    until(&tab, "document.querySelector('#live-strip') !== null");
    assert_eq!(ask(&tab, titles), "Times");
    assert_eq!(ask(&tab, "document.querySelector('.run-try') === null"), true);
    assert_eq!(ask(&tab, "document.querySelector('details.run [max]').value"), "10");
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn a_page_says_what_runs_a_listing_that_has_changed_and_offers_to_measure_it() {
    let fixture = fixture();
    let listing = "<p class=\"listing\"><code>chapters-code/beta/source</code></p>\n";
    fixture.write("book/one.md", &long(listing));
    let served = fixture.serve(0, false);
    served.press("measure/beta/only");
    wait_for("it is measured", || fixture.log().len() == 2);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    until(
        &tab,
        "document.querySelector('#live-strip [role=status]').textContent !== ''",
    );
    until(&tab, "document.querySelector('.live-edit') === null");
    fixture.write("chapters-code/beta/source", "edited");
    until(&tab, "document.querySelector('.live-edit button') !== null");
    assert_eq!(
        ask(&tab, "document.querySelector('.live-edit p').textContent"),
        "chapters-code/beta/source has changed since it was measured. It is run by: beta only."
    );
    ask(&tab, "document.querySelector('.live-edit button').focus()");
    tab.press_key("Enter").expect("pressed");
    until(&tab, "document.querySelector('.live-edit') === null");
    let measured = ["build beta", "run beta only"];
    assert_eq!(fixture.log(), [measured, measured].concat());
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn a_page_that_is_left_stops_its_run() {
    let fixture = fixture();
    page_with_a_box(&fixture);
    fixture.write("hold", "");
    let served = fixture.serve(0, false);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    until(&tab, "document.querySelector('#live-strip') !== null");
    ask(&tab, "document.querySelector('details.run').open = true");
    until(&tab, "!document.querySelector('.run-buttons').hidden");
    ask(&tab, "document.querySelector('details.run [type=submit]').click()");
    until(&tab, "document.querySelector('.run-far').textContent.startsWith('Round')");
    tab.navigate_to(&served.address("two.html")).expect("an address");
    wait_for("it is gone", || !crate::fixture::runs(&fixture.path("process")));
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn without_the_token_there_is_a_command_to_copy_and_nothing_is_asked() {
    let fixture = fixture();
    page_with_a_box(&fixture);
    let served = fixture.serve(0, false);
    let browser = browser();
    let address = served.address("one.html");
    let (without, _) = address.split_once('#').expect("a token");
    let tab = open(&browser, without);
    until(&tab, "document.querySelector('#live-strip') !== null");
    ask(&tab, "document.querySelector('details.run').open = true");
    assert_eq!(ask(&tab, "document.querySelector('.run-buttons').hidden"), true);
    ask(&tab, "document.querySelector('details.run input').focus()");
    tab.press_key("Enter").expect("pressed");
    let asked = "performance.getEntriesByType('resource').some(({ name }) => name.includes('__run'))";
    assert_eq!(ask(&tab, asked), false);
    assert_eq!(
        ask(
            &tab,
            "document.querySelector('details.run code').textContent.startsWith('cargo run')"
        ),
        true
    );
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
    let is_there = "document.querySelector('.live-trouble') !== null";
    assert_readable(&tab, is_there, "true", "live");
}

#[test]
#[ignore = "needs Chromium: cargo test --package book -- --ignored"]
fn the_fields_of_a_run_are_readable_in_every_theme() {
    let fixture = fixture();
    page_with_a_box(&fixture);
    let served = fixture.serve(0, false);
    let browser = browser();
    let tab = open(&browser, &served.address("one.html"));
    let is_there = "document.querySelector('#live-strip') !== null";
    let done = "document.querySelector('details.run [role=status]').textContent.startsWith('Done')";
    until(&tab, is_there);
    let run = format!(
        "document.querySelector('details.run').open = true;
        document.querySelector('details.run [type=submit]').click();
        new Promise(done => setInterval(() => {{ if ({done}) done(true); }}, 10))"
    );
    assert_readable(&tab, is_there, &run, "run");
}

/// Holds what has `class` in its HTML against what axe knows, in every theme, once the
/// page `is_ready` and a script has come true.
fn assert_readable(tab: &Tab, is_ready: &str, script: &str, class: &str) {
    for theme in THEMES {
        ask(tab, &format!("localStorage.setItem('mdbook-theme', '{theme}')"));
        tab.reload(true, None).expect("asked").wait_until_navigated().expect("loaded");
        until(tab, is_ready);
        assert_eq!(ask(tab, script), true, "{script}");
        assert_eq!(
            ask(
                tab,
                &format!("document.documentElement.classList.contains('{theme}')")
            ),
            true
        );
        tab.evaluate(AXE, false).expect("axe");
        let found = ask(
            tab,
            "axe.run(document, { resultTypes: ['violations'] }).then(results => results.violations
                .flatMap(violation => violation.nodes.map(node =>
                    `${violation.id}: ${node.target} ${node.html.slice(0, 80)} ${node.any[0]?.message ?? ''}`))
                .join('\\n'))",
        );
        let ours: Vec<&str> = found
            .as_str()
            .expect("text")
            .lines()
            .filter(|line| line.contains(class))
            .collect();
        assert!(ours.is_empty(), "{theme}: {ours:#?}");
    }
}
