//! Every page in Chromium, in every theme, on a desktop and a phone.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Emulation, Log, Network, Runtime};
use headless_chrome::{Browser, LaunchOptions, Tab};

const AXE: &str = include_str!("../vendor/axe.min.js");

/// Widths of a desktop and of a small phone.
const WIDTHS: [u32; 2] = [1280, 360];

/// Smaller text than this, in pixels on the screen, is not legible in a chart.
const SMALLEST_TEXT: f64 = 10.0;

fn browser() -> Browser {
    let quiet = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let options = LaunchOptions::default_builder()
        .path(std::env::var_os("CHROME").map(PathBuf::from))
        // Chromium's own sandbox needs rights that containers and root lack.
        .sandbox(false)
        .idle_browser_timeout(Duration::from_secs(600))
        .args(quiet.iter().map(OsStr::new).collect())
        .build()
        .expect("options");
    Browser::new(options).expect("Chromium starts; CHROME names another")
}

/// What went wrong in a page: console errors, exceptions, failed requests.
fn listen(tab: &Tab) -> Arc<Mutex<Vec<String>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    tab.enable_log().expect("the log");
    tab.enable_runtime().expect("the runtime");
    tab.call_method(Network::Enable {
        max_total_buffer_size: None,
        max_resource_buffer_size: None,
        max_post_data_size: None,
        report_direct_socket_traffic: None,
        enable_durable_messages: None,
    })
    .expect("the network");
    tab.add_event_listener(Arc::new(move |event: &Event| {
        let problem = match event {
            Event::LogEntryAdded(added)
                if added.params.entry.level == Log::LogEntryLevel::Error =>
            {
                Some(format!("log: {}", added.params.entry.text))
            }
            Event::RuntimeConsoleAPICalled(called)
                if called.params.Type
                    == Runtime::ConsoleAPICalledEventTypeOption::Error =>
            {
                Some(format!("console: {:?}", called.params.args))
            }
            Event::RuntimeExceptionThrown(thrown) => Some(format!(
                "exception: {:?}",
                thrown.params.exception_details.exception
            )),
            Event::NetworkLoadingFailed(failed) => {
                Some(format!("request: {}", failed.params.error_text))
            }
            Event::NetworkResponseReceived(response)
                if response.params.response.status >= 400 =>
            {
                Some(format!(
                    "{} for {}",
                    response.params.response.status, response.params.response.url
                ))
            }
            _ => None,
        };
        if let Some(problem) = problem {
            ears.lock().expect("nobody panicked").push(problem);
        }
    }))
    .expect("listening");
    heard
}

fn set_width(tab: &Tab, width: u32) {
    tab.call_method(Emulation::SetDeviceMetricsOverride {
        width,
        height: 900,
        device_scale_factor: 1.0,
        mobile: width < 600,
        scale: None,
        screen_width: None,
        screen_height: None,
        position_x: None,
        position_y: None,
        dont_set_visible_size: None,
        screen_orientation: None,
        viewport: None,
        display_feature: None,
        device_posture: None,
    })
    .expect("a width");
}

/// Evaluates an expression that yields a JSON text.
fn ask(tab: &Tab, expression: &str) -> serde_json::Value {
    let answer =
        tab.evaluate(expression, true).expect("evaluated").value.expect("a value");
    serde_json::from_str(answer.as_str().expect("a text")).expect("JSON")
}

/// Waits until an expression is true, which it may not be while a page loads.
fn until(tab: &Tab, expression: &str) {
    let began = Instant::now();
    let is_true = || {
        let answer = tab.evaluate(expression, false).ok();
        answer.and_then(|answer| answer.value) == Some(true.into())
    };
    while !is_true() {
        assert!(began.elapsed() < Duration::from_secs(60), "never true: {expression}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// What a page is looked at in: a width of the window, and themes.
type Views<'a> = [(u32, &'a [&'a str])];

/// One light and one dark theme: enough where the colours are not the question.
const LIGHT_AND_DARK: [&str; 2] = ["light", "navy"];

/// Visits every page of the book in these views.
fn visit(views: &Views<'_>, mut look: impl FnMut(&Tab, &str)) {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder.clone());
    let browser = browser();
    for (width, themes) in views {
        let tab = browser.new_tab().expect("a tab");
        let heard = listen(&tab);
        set_width(&tab, *width);
        for theme in *themes {
            open(&tab, &format!("{site}/index.html"), &format!("before-{theme}"));
            // A page's own script chooses the theme as it loads.
            tab.evaluate(
                &format!("localStorage.setItem('mdbook-theme', '{theme}')"),
                false,
            )
            .expect("set");
            for page in pages::pages(&folder) {
                open(&tab, &format!("{site}/{page}"), theme);
                until(
                    &tab,
                    &format!("document.documentElement.classList.contains('{theme}')"),
                );
                let place = format!("{page}, {theme}, {width} px");
                look(&tab, &place);
                let problems =
                    std::mem::take(&mut *heard.lock().expect("nobody panicked"));
                assert_eq!(problems, [""; 0], "{place}");
            }
        }
    }
}

/// Opens a page, and waits until it is there: the query tells it from the one
/// before.
fn open(tab: &Tab, url: &str, query: &str) {
    tab.navigate_to(&format!("{url}?{query}")).expect("loads");
    until(
        tab,
        &format!(
            "location.href === '{url}?{query}' && document.readyState === 'complete'"
        ),
    );
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn pages_load_without_errors_and_fit_every_width() {
    visit(&WIDTHS.map(|width| (width, LIGHT_AND_DARK.as_slice())), |tab, place| {
        let overflow = ask(
            tab,
            "JSON.stringify(document.documentElement.scrollWidth - window.innerWidth)",
        );
        assert!(
            overflow.as_i64().is_some_and(|px| px <= 0),
            "{place}: {overflow} px too wide"
        );
    });
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn charts_are_there_once_legible_and_have_their_table() {
    let mut charts = 0;
    visit(&WIDTHS.map(|width| (width, LIGHT_AND_DARK.as_slice())), |tab, place| {
        let figures = ask(
            tab,
            "JSON.stringify([...document.querySelectorAll('figure.chart')].map(figure => {
                const shown = [...figure.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
                const scale = svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                return {
                    shown: shown.length,
                    titled: shown.every(svg => svg.querySelector('title') && svg.querySelector('desc')),
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
            }))",
        );
        for figure in figures.as_array().expect("a list") {
            charts += 1;
            assert_eq!(figure["shown"], 1, "{place}: {figure}");
            assert_eq!(figure["titled"], true, "{place}: {figure}");
            assert_eq!(figure["inside"], true, "{place}: {figure}");
            assert_eq!(figure["themed"], true, "{place}: {figure}");
            assert_eq!(figure["table"], true, "{place}: {figure}");
            assert!(
                figure["text"].as_f64().is_some_and(|px| px >= SMALLEST_TEXT),
                "{place}: {figure}"
            );
        }
    });
    assert!(charts > 0);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_slider_chooses_among_timelines_and_works_by_keyboard() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let browser = browser();
    let tab = browser.new_tab().expect("a tab");
    let _heard = listen(&tab);
    set_width(&tab, 1280);
    open(&tab, &format!("{site}/io-bound-workers.html"), "slide");
    let shown = || {
        ask(
            &tab,
            "JSON.stringify([...document.querySelectorAll('.timelines .timeline')]
                .map((one, index) => [index, one.getBoundingClientRect().height > 0])
                .filter(([, there]) => there).map(([index]) => index))",
        )
    };
    assert_eq!(shown(), serde_json::json!([0]));
    tab.evaluate(
        "document.querySelector('.timelines input[type=range]').focus()",
        false,
    )
    .expect("focused");
    tab.press_key("ArrowRight").expect("pressed");
    tab.press_key("ArrowRight").expect("pressed");
    assert_eq!(shown(), serde_json::json!([2]));
    let slider = ask(
        &tab,
        "(() => {
            const slider = document.querySelector('.timelines input[type=range]');
            const label = document.querySelectorAll('.timelines .timeline')[2].dataset.label;
            return JSON.stringify({
                named: !!(slider.labels?.length || slider.ariaLabel),
                says: slider.getAttribute('aria-valuetext') === label,
            });
        })()",
    );
    assert_eq!(slider, serde_json::json!({ "named": true, "says": true }));
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn without_scripts_on_a_dark_system_charts_and_verdicts_are_legible_and_all_there() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let browser = browser();
    let tab = browser.new_tab().expect("a tab");
    set_width(&tab, 1280);
    tab.call_method(Emulation::SetScriptExecutionDisabled { value: true })
        .expect("off");
    let dark = Emulation::MediaFeature {
        name: "prefers-color-scheme".to_owned(),
        value: "dark".to_owned(),
    };
    tab.call_method(Emulation::SetEmulatedMedia {
        media: None,
        features: Some(vec![dark]),
    })
    .expect("dark");
    open(&tab, &format!("{site}/io-bound-workers.html"), "no-scripts");
    // The contrast of WCAG 2, from the luminances of two colours.
    let faintest = ask(
        &tab,
        "(() => {
            const luminance = colour => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(part => part / 255)
                    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const paper = luminance(getComputedStyle(document.documentElement).backgroundColor);
            const contrast = colour => {
                const [dark, light] = [paper, luminance(colour)].sort((a, b) => a - b);
                return (light + 0.05) / (dark + 0.05);
            };
            const marks = ['0A5CAD', '9C3D06', '1B7A34']
                .flatMap(hex => [...document.querySelectorAll(`.chart [fill='#${hex}']`)])
                .map(mark => getComputedStyle(mark).fill);
            const verdicts = [...document.querySelectorAll('.verdict')]
                .map(verdict => getComputedStyle(verdict).color);
            return JSON.stringify({
                dark: paper < 0.1,
                marks: Math.min(...marks.map(contrast)),
                verdicts: Math.min(...verdicts.map(contrast)),
                hidden: [...document.querySelectorAll('.timelines .timeline')]
                    .filter(one => one.getBoundingClientRect().height === 0).length,
                choosers: document.querySelectorAll('.timelines .chooser').length,
            });
        })()",
    );
    assert_eq!(faintest["dark"], true, "{faintest}");
    assert_eq!(faintest["choosers"], 0, "scripts ran: {faintest}");
    for what in ["marks", "verdicts"] {
        let contrast = faintest[what].as_f64();
        assert!(contrast.is_some_and(|ratio| ratio >= 4.5), "{what}: {faintest}");
    }
    assert_eq!(faintest["hidden"], 0, "{faintest}");
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn calculators_follow_the_keyboard_and_refuse_in_words() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let browser = browser();
    let tab = browser.new_tab().expect("a tab");
    let heard = listen(&tab);
    set_width(&tab, 1280);
    open(&tab, &format!("{site}/concurrency-vs-parallelism-limits.html"), "count");
    let select = |input: usize| {
        let inputs = "document.querySelectorAll('.calculator input')";
        tab.evaluate(&format!("{inputs}[{input}].select()"), false).expect("selected");
    };
    // What the sentences say in bold, in the order of the page.
    let said = || {
        let all = ask(
            &tab,
            "JSON.stringify([...document.querySelectorAll('.calculator')].map(all => all.innerHTML))",
        );
        for word in ["NaN", "Infinity", "∞", "undefined", "null"] {
            assert!(!all.to_string().contains(word), "{word}: {all}");
        }
        ask(
            &tab,
            "JSON.stringify([...document.querySelectorAll('.calculator output')].map(
                output => [...output.querySelectorAll('b')].map(bold => bold.textContent)))",
        )
    };
    assert!(!said()[0].as_array().expect("a list").is_empty(), "it begins with values");
    for (input, typed) in ["20", "4", "20", "7", "350", "20"].into_iter().enumerate() {
        select(input);
        tab.type_str(typed).expect("typed");
    }
    let all = said();
    assert_eq!(all[0], serde_json::json!(["2.5", "62.5 %", "5"]));
    assert_eq!([&all[1][0], &all[2][0]], ["350", "7"]);
    select(1);
    tab.press_key("ArrowUp").expect("pressed");
    assert_eq!(said()[0][0], "2.78", "five workers");
    let first = || {
        ask(
            &tab,
            "JSON.stringify(document.querySelector('.calculator output').textContent)",
        )
    };
    for refused in ["0", "2.5", "e"] {
        select(1);
        tab.type_str(refused).expect("typed");
        let words = first();
        assert!(
            words.as_str().expect("text").contains("wants a whole number"),
            "{words}"
        );
        assert_eq!(said()[0], serde_json::json!([]));
    }
    select(1);
    tab.type_str("1000000").expect("typed");
    select(0);
    tab.type_str("0").expect("typed");
    assert_eq!(said()[0][0], "1,000,000", "nothing is serial");
    let unnamed = ask(
        &tab,
        "JSON.stringify([...document.querySelectorAll('.calculator input')]
            .filter(input => !input.labels.length).length)",
    );
    assert_eq!(unnamed, 0);
    assert_eq!(*heard.lock().expect("nobody panicked"), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn charts_are_printed_in_ink_on_paper_and_whole() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let browser = browser();
    let tab = browser.new_tab().expect("a tab");
    // A sheet of A4, less its margins, at 96 dots an inch.
    set_width(&tab, 700);
    tab.call_method(Emulation::SetEmulatedMedia {
        media: Some("print".to_owned()),
        features: None,
    })
    .expect("print");
    open(&tab, &format!("{site}/io-bound.html"), "print");
    tab.evaluate("document.documentElement.className = 'navy'", false).expect("dark");
    let figure = ask(
        &tab,
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

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn axe_finds_nothing_serious() {
    let mut findings = BTreeMap::new();
    // A narrow page has another structure, not other colours.
    let views: [(u32, &[&str]); 2] =
        [(WIDTHS[0], pages::THEMES.as_slice()), (WIDTHS[1], &LIGHT_AND_DARK)];
    visit(&views, |tab, place| {
        tab.evaluate(AXE, false).expect("axe");
        let found = ask(
            tab,
            "axe.run(document, { resultTypes: ['violations'] }).then(results => JSON.stringify(
                results.violations
                    .filter(violation => ['serious', 'critical'].includes(violation.impact))
                    .flatMap(violation => violation.nodes.map(node =>
                        `${violation.id}: ${node.html.slice(0, 60)} ${node.any[0]?.message ?? ''}`))))",
        );
        for finding in found.as_array().expect("a list") {
            // Once each, with one of the places, is enough to mend it.
            findings.insert(finding.to_string(), place.to_owned());
        }
    });
    assert!(findings.is_empty(), "{findings:#?}");
}
