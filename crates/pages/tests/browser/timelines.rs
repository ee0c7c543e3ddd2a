//! The slider that chooses among timelines, and their replay.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::chromium::Tab;
use crate::hands::press;

const AXE: &str = include_str!("../../vendor/axe.min.js");

/// A page that compares timelines.
const COMPARED: &str = "concurrency-vs-parallelism.html";

/// The figure of the tasks that compute, and the elements of its player.
const FIGURE: &str = "const figure = [...document.querySelectorAll('figure.chart')]
    .filter(figure => figure.querySelector('.replay [data-spans*=R][data-spans*=C]'))[0];
    const [button, slider, seconds] =
        ['button', 'input', 'select'].map(name => figure.querySelector(`.player ${name}`));";

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_slider_chooses_among_timelines_and_works_by_keyboard() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/io-bound-workers.html"), "slide");
    let shown = || {
        tab.ask(
            "JSON.stringify([...document.querySelectorAll('.timelines .timeline')]
                .map((one, index) => [index, one.getBoundingClientRect().height > 0])
                .filter(([, there]) => there).map(([index]) => index))",
        )
    };
    assert_eq!(shown(), json!([0]));
    tab.evaluate("document.querySelector('.timelines input[type=range]').focus()");
    press(&tab, "ArrowRight");
    press(&tab, "ArrowRight");
    assert_eq!(shown(), json!([2]));
    let slider = tab.ask("(() => {
            const slider = document.querySelector('.timelines input[type=range]');
            const label = document.querySelectorAll('.timelines .timeline')[2].dataset.label;
            return JSON.stringify({
                named: !!(slider.labels?.length || slider.ariaLabel),
                says: slider.getAttribute('aria-valuetext') === label,
            });
        })()",
    );
    assert_eq!(slider, json!({ "named": true, "says": true }));
}

/// Opens a page; what it shows only after a guess is there at once.
fn opened(page: &str, width: u32) -> Tab {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    tab.set_width(width);
    tab.visit(&format!("{site}/{page}"), "replay");
    tab.evaluate(
        "document.querySelectorAll('[hidden=until-found]').forEach(one => one.hidden = false)",
    );
    tab
}

/// Does something with the player.
fn with_player(tab: &Tab, script: &str) -> Value {
    tab.evaluate(&format!("(() => {{ {FIGURE} {script} }})()"))
}

/// What is to be seen of the replay.
fn seen(tab: &Tab) -> Value {
    tab.ask(&format!(
        "(() => {{ {FIGURE} return JSON.stringify({{
            button: button.textContent,
            slider: Number(slider.value),
            moment: figure.querySelector('.moment').textContent.trim(),
            says: slider.getAttribute('aria-valuetext'),
            lines: [...figure.querySelectorAll('.replay.begun .now')].length,
            tables: [...figure.querySelectorAll('table')].filter(table => table.checkVisibility()).length,
        }}) }})()"
    ))
}

/// Moves to a step of the slider.
fn scrub(tab: &Tab, step: u32) {
    let script =
        format!("slider.value = {step}; slider.dispatchEvent(new Event('input'))");
    with_player(tab, &script);
}

/// How many spans of a phase last at a moment, of a list such as `W0.1f4C1f4.a`.
fn lasting(list: &str, phase: char, now: f64) -> Option<usize> {
    let mut begin = 0;
    let mut all = Vec::new();
    for span in list.split_inclusive(['W', 'R', 'C']).collect::<Vec<_>>().windows(2) {
        let (kind, numbers) = (span[0].chars().last(), span[1]);
        let (later, lasts) =
            numbers.trim_end_matches(['W', 'R', 'C']).split_once('.')?;
        let number = |text| u64::from_str_radix(text, 16).expect("hexadecimal");
        begin += number(later);
        all.push((kind?, begin as f64, (begin + number(lasts)) as f64));
    }
    all.retain(|(kind, ..)| *kind == phase);
    let now = |(_, begin, end): &&(char, f64, f64)| *begin <= now && now < *end;
    (!all.is_empty()).then(|| all.iter().filter(now).count())
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_keyboard_scrubs_and_the_counters_agree_with_the_spans() {
    for width in [1280, 360] {
        let tab = opened(COMPARED, width);
        let first = seen(&tab);
        assert_eq!([&first["button"], &first["slider"]], [&json!("Play"), &json!(500)]);
        assert_eq!([&first["lines"], &first["tables"]], [0, 0], "the picture is whole");
        with_player(&tab, "slider.focus()");
        press(&tab, "Home");
        for step in 1..=60 {
            press(&tab, "ArrowRight");
            let moved = seen(&tab);
            assert_eq!(moved["slider"], step);
            assert_eq!(moved["says"], moved["moment"]);
            // Four strategies, in two widths.
            assert_eq!([&moved["lines"], &moved["tables"]], [8, 1]);
            let counted = tab.ask(&format!(
                "(() => {{ {FIGURE}
                    const {{ end, cores }} = figure.querySelector('.replay').dataset;
                    const text = cell => cell.textContent;
                    return JSON.stringify({{
                        end: Number(end), cores: Number(cores),
                        headings: [...figure.querySelectorAll('thead th')].map(text),
                        rows: [...figure.querySelectorAll('tbody tr')].map(row => [...row.cells].map(text)),
                        names: [...figure.querySelectorAll('[data-spans]')].map(one => one.dataset.name),
                        spans: [...figure.querySelectorAll('[data-spans]')].map(one => one.dataset.spans),
                    }}) }})()"
            ));
            let now =
                counted["end"].as_f64().expect("a number") * f64::from(step) / 500.0;
            let cores = counted["cores"].as_u64().expect("a number") as usize;
            let headings = counted["headings"].as_array().expect("a list");
            for row in 0..4 {
                let cells = &counted["rows"][row];
                assert_eq!(cells[0], counted["names"][row]);
                let spans = counted["spans"][row].as_str().expect("a text");
                for (place, heading) in headings.iter().enumerate().skip(1) {
                    let phase = match heading.as_str() {
                        Some("waiting") => 'W',
                        Some("ready") => 'R',
                        Some("computing") => 'C',
                        other => panic!("{other:?}"),
                    };
                    let most = if phase == 'C' { cores } else { usize::MAX };
                    let count = lasting(spans, phase, now)
                        .map_or("–".to_owned(), |count| count.min(most).to_string());
                    assert_eq!(cells[place], count, "{heading} at {now}: {counted}");
                }
            }
        }
        let wide = "document.documentElement.scrollWidth - window.innerWidth";
        assert!(tab.evaluate(wide).as_i64().is_some_and(|px| px <= 0), "{width}");
        assert_eq!(tab.problems(), [""; 0]);
    }
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_replay_pauses_goes_on_and_ends_with_the_whole_picture() {
    let tab = opened(COMPARED, 1280);
    with_player(&tab, "button.focus()");
    press(&tab, "Space");
    assert_eq!(seen(&tab)["button"], "Pause");
    let is_past = |step: u32| {
        tab.until(&format!("(() => {{ {FIGURE} return slider.value >= {step} }})()"));
    };
    // From the beginning, and not from the end, where it was.
    tab.until(&format!("(() => {{ {FIGURE} return slider.value < 250 }})()"));
    is_past(3);
    press(&tab, "Space");
    let paused = seen(&tab);
    assert_eq!(paused["button"], "Play");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(seen(&tab), paused, "it stays");
    scrub(&tab, 480);
    press(&tab, "Space");
    is_past(485);
    // The same place, at another speed.
    with_player(&tab, "seconds.value = 20; seconds.dispatchEvent(new Event('change'))");
    assert_eq!(seen(&tab)["button"], "Pause");
    is_past(500);
    tab.until(&format!(
        "(() => {{ {FIGURE} return button.textContent === 'Play' }})()"
    ));
    let ended = seen(&tab);
    assert_eq!([&ended["slider"], &ended["lines"]], [500, 0], "{ended}");
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn without_motion_a_replay_is_a_few_jumps() {
    let tab = opened(COMPARED, 1280);
    let still = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    tab.call("Emulation.setEmulatedMedia", json!({ "features": still }));
    scrub(&tab, 350);
    with_player(
        &tab,
        "window.seen = new Set();
            const line = figure.querySelector('.now');
            new MutationObserver(() => window.seen.add(line.getAttribute('x1')))
                .observe(line, { attributes: true });
            button.click();",
    );
    tab.until(&format!(
        "(() => {{ {FIGURE} return button.textContent === 'Play' }})()"
    ));
    let places = tab.evaluate("window.seen.size");
    assert!(
        places.as_u64().is_some_and(|places| (3..=4).contains(&places)),
        "{places}"
    );
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn another_strategy_and_paper_show_a_whole_picture() {
    let tab = opened("io-bound.html", 1280);
    let begun = || {
        tab.evaluate("[...document.querySelectorAll('.replay.begun')].filter(one => getComputedStyle(one).display !== 'none').length")
    };
    tab.evaluate(
        "const slider = document.querySelector('.player input');
            slider.value = 100;
            slider.dispatchEvent(new Event('input'));",
    );
    assert_eq!(begun(), 2, "in two widths");
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    assert_eq!(begun(), 0);
    let tables = "document.querySelector('figure table').checkVisibility()";
    assert_eq!(tab.evaluate(tables), false);
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
    assert_eq!(begun(), 2);
    tab.evaluate("document.querySelector('.chooser input').focus()");
    press(&tab, "ArrowRight");
    assert_eq!(begun(), 0);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_figure_that_comes_later_can_be_replayed() {
    let tab = opened(COMPARED, 1280);
    // As a try of the reader's is shown.
    let later = "const later = document.createElement('div');
        later.id = 'try';
        later.append(figure.cloneNode(true));
        for (const own of later.querySelectorAll('.player, .table-wrapper')) own.remove();
        figure.after(later);";
    with_player(&tab, later);
    let players = "document.querySelectorAll('#try .player').length === 1";
    tab.until(players);
    tab.evaluate(
        "const slider = document.querySelector('#try .player input');
            slider.value = 100;
            slider.dispatchEvent(new Event('input'));",
    );
    let begun = "document.querySelectorAll('.replay.begun').length";
    assert_eq!(tab.evaluate(begun), 2, "its own, and no other");
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn axe_finds_nothing_serious_in_a_replay() {
    for width in [1280, 360] {
        let tab = opened(COMPARED, width);
        scrub(&tab, 100);
        tab.evaluate(AXE);
        tab.evaluate(
            "document.head.insertAdjacentHTML('beforeend',
                '<style>*, ::before, ::after { transition: none !important }</style>')",
        );
        for theme in pages::THEMES {
            tab.evaluate(&format!("document.documentElement.className = 'js {theme}'"));
            let found = tab.ask(
                "axe.run(document.querySelector('figure:has(.begun)'), { resultTypes: ['violations'] })
                    .then(results => JSON.stringify(results.violations
                        .filter(violation => ['serious', 'critical'].includes(violation.impact))
                        .flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.html}`))))",
            );
            assert_eq!(found, json!([]), "{theme}, {width} px");
        }
    }
}
