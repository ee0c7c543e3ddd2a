//! The calculators: that they say and draw what their formulas give, by keyboard and by
//! mouse, and judge what the reader finds.

use serde_json::Value;

use crate::chromium::Tab;
use crate::hands::{middle, mouse, press};

/// Opens a page at a calculator of a law; returns the selector of its fieldset.
fn open(page: &str, law: &str, which: usize) -> (Tab, String) {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/{page}"), law);
    (tab, format!("[data-law={law}] fieldset:nth-of-type({which})"))
}

/// Types values into the fields, in their order, by keyboard.
fn turn(tab: &Tab, calculator: &str, values: &[f64]) {
    for (field, value) in values.iter().enumerate() {
        tab.evaluate(&format!(
            "document.querySelectorAll('{calculator} input')[{field}].select()"
        ));
        tab.write(&value.to_string());
    }
}

/// What stands out in the sentence.
fn said(tab: &Tab, calculator: &str) -> Vec<String> {
    let bold = tab.ask(&format!(
        "JSON.stringify([...document.querySelectorAll('{calculator} output b')]
            .map(bold => bold.textContent))"
    ));
    serde_json::from_value(bold).expect("texts")
}

/// What goals say that are reached; nothing of the others.
fn found(tab: &Tab, calculator: &str) -> Vec<String> {
    let status = tab.ask(&format!(
        "JSON.stringify([...document.querySelectorAll('{calculator} [role=status]')]
            .map(status => status.textContent))"
    ));
    serde_json::from_value(status).expect("texts")
}

/// A time in words, in milliseconds.
fn in_ms(words: &str) -> f64 {
    let (digits, unit) = words.split_once(' ').expect("a time");
    let value: f64 = digits.replace(',', "").parse().expect("a number");
    value * if unit == "s" { 1000.0 } else { 1.0 }
}

fn assert_near(value: f64, expected: f64, what: &str) {
    let room = 0.02 * expected.abs().max(1e-3);
    assert!((value - expected).abs() <= room, "{what}: {value}, not {expected}");
}

/// The values that the drawing shows, by its own axis: of the ring, and of all dots. And
/// how many of these are filled.
fn drawn(tab: &Tab, calculator: &str) -> (f64, Vec<f64>, usize) {
    let read = tab.ask(&format!(
        "(() => {{
            const all = (selector) => [...document.querySelectorAll(`{calculator} svg ${{selector}}`)];
            const scales = {{ K: 1e3, M: 1e6 }};
            const axis = all('text[text-anchor=end]').map((label) => [
                Math.log(parseFloat(label.textContent) * (scales[label.textContent.at(-1)] ?? 1)),
                Number(label.getAttribute('y')) - 4,
            ]);
            const [[low, bottom], [high, top]] = [axis[0], axis.at(-1)];
            const value = (circle) => Math.exp(low + (high - low) * (circle.getAttribute('cy') - bottom) / (top - bottom));
            return JSON.stringify({{
                ring: value(all('.chosen')[0]),
                dots: all('.measured').map(value),
                filled: all('.measured:not(.other)').length,
            }});
        }})()"
    ));
    let dots: Vec<f64> = serde_json::from_value(read["dots"].clone()).expect("numbers");
    (
        read["ring"].as_f64().expect("a number"),
        dots,
        read["filled"].as_u64().expect("a count") as usize,
    )
}

/// When all requests are answered, and how long the last one waits for a worker, request
/// by request.
fn queue(requests: u64, every: f64, latency: f64, workers: usize) -> (f64, f64) {
    let mut free_at = vec![0.0_f64; workers];
    let (mut end, mut wait) = (0.0_f64, 0.0);
    for request in 0..requests {
        let comes = every * request as f64;
        let next = free_at.iter_mut().min_by(|a, b| a.total_cmp(b)).expect("a worker");
        let begins = next.max(comes);
        *next = begins + latency;
        wait = begins - comes;
        end = end.max(*next);
    }
    (end, wait)
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_queue_is_its_formula_over_the_measured_pools() {
    let (tab, calculator) = open("io-bound-workers.html", "queue", 1);
    let sweep = tab.ask("document.querySelector('[data-law=queue]').dataset.measured");
    let sweep = sweep.as_array().expect("a list");
    let (_, dots, filled) = drawn(&tab, &calculator);
    assert_eq!(dots.len(), sweep.len());
    for (dot, row) in dots.iter().zip(sweep) {
        let median = row["estimate"]["median"].as_f64().expect("measured") / 1e6;
        assert_near(*dot, median, &row["key"].to_string());
    }
    let latencies: Vec<&Value> =
        sweep.iter().map(|row| &row["settings"]["latency"]["duration_ns"]).collect();
    let longest = latencies.iter().filter_map(|latency| latency.as_u64()).max();
    let same = latencies.iter().filter(|latency| latency.as_u64() == longest).count();
    assert_eq!(filled, same, "it begins with the longest latency");

    for (requests, every, latency, workers) in [
        (100, 0.0, 5.0, 5),
        (100, 0.0, 2.0, 30),
        (40, 0.0, 12.5, 100),
        (100, 1.0, 5.0, 4),
        (99, 1.5, 20.0, 7),
        (7, 3.0, 6.0, 2),
        (1, 0.0, 8.0, 1),
    ] {
        turn(&tab, &calculator, &[requests as f64, every, latency, workers as f64]);
        let (end, wait) = queue(requests, every, latency, workers);
        let what = format!("{requests} every {every} at {latency} by {workers}");
        let words = said(&tab, &calculator);
        assert_near(in_ms(&words[0]), end, &what);
        assert_near(drawn(&tab, &calculator).0, end, &what);
        // If nobody waits, no wait stands out.
        let times: Vec<_> = words.iter().filter(|word| !word.ends_with('%')).collect();
        assert_eq!(times.len(), if wait > 0.0 { 2 } else { 1 }, "{what}: {words:?}");
        if wait > 0.0 {
            assert_near(in_ms(times[1]), wait, &what);
        }
    }
    // The dots were measured with one number of requests only.
    assert_eq!(drawn(&tab, &calculator).2, 0);
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_mouse_turns_a_calculator_by_its_ring() {
    let (tab, calculator) = open("io-bound-workers.html", "queue", 1);
    turn(&tab, &calculator, &[60.0, 0.0, 10.0, 3.0]);
    let ring = format!("document.querySelector('{calculator} .chosen')");
    let (x, y) = middle(&tab, &ring);
    mouse(&tab, "mousePressed", (x, y));
    let mut before = 3;
    for _ in 0..2 {
        let (at, _) = middle(&tab, &ring);
        mouse(&tab, "mouseMoved", (at + 40.0, y));
        let workers = tab
            .ask(&format!("document.querySelectorAll('{calculator} input')[3].value"));
        let workers = workers.as_u64().expect("a whole number") as usize;
        assert!(workers > before, "{workers} after {before}");
        let (end, _) = queue(60, 0.0, 10.0, workers);
        assert_near(in_ms(&said(&tab, &calculator)[0]), end, "dragged");
        before = workers;
    }
    mouse(&tab, "mouseReleased", (x, y));
    let left = said(&tab, &calculator);
    mouse(&tab, "mouseMoved", (x - 60.0, y));
    assert_eq!(said(&tab, &calculator), left, "it was let go");
    assert_eq!(tab.problems(), [""; 0]);
}

/// What requests wait that meet every moment of a period alike: the wait that so many per
/// cent of them do not exceed.
fn percentile_of_waits(share: f64, period: f64, percentile: f64) -> f64 {
    const REQUESTS: u32 = 100_000;
    let pause = period * share / 100.0;
    let at = |request| period * f64::from(request) / f64::from(REQUESTS);
    let mut waits: Vec<f64> =
        (0..REQUESTS).map(|request| (pause - at(request)).max(0.0)).collect();
    waits.sort_by(f64::total_cmp);
    waits[((percentile / 100.0 * f64::from(REQUESTS)) as usize).min(waits.len() - 1)]
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn waiting_against_utilisation_is_its_formula_over_the_measured_loops() {
    let (tab, calculator) = open("io-bound-tail.html", "pauses", 1);
    let data =
        tab.ask("JSON.stringify(document.querySelector('[data-law=pauses]').dataset)");
    let parsed = |name: &str| -> Value {
        serde_json::from_str(data[name].as_str().expect(name)).expect("JSON")
    };
    let latency = parsed("latency")["value"].as_f64().expect("a time") / 1e6;
    let measured = parsed("measured");
    let (_, dots, filled) = drawn(&tab, &calculator);
    assert_eq!(filled, 1, "of the percentile that it begins with");
    for (dot, value) in dots.iter().zip(measured.as_array().expect("a list")) {
        let time = value["value"].as_f64().expect("measured") / 1e6;
        assert_near(*dot, time, &value["key"].to_string());
    }
    for [share, period, percentile] in [
        [20.0, 180.0, 90.0],
        [24.0, 50.0, 99.0],
        [50.0, 10.0, 75.0],
        [8.0, 100.0, 90.0],
    ] {
        turn(&tab, &calculator, &[share, period, percentile]);
        let wait = percentile_of_waits(share, period, percentile);
        let what = format!("{share} % of {period} at {percentile}");
        assert_near(in_ms(&said(&tab, &calculator)[1]), wait, &what);
        assert_near(drawn(&tab, &calculator).0, latency + wait, &what);
    }
    turn(&tab, &calculator, &[1.2, 180.0, 99.0]);
    assert_eq!(found(&tab, &calculator), [""], "a tenth less is also seen");
    turn(&tab, &calculator, &[1.1]);
    assert!(found(&tab, &calculator)[0].contains('✓'));

    let closed = "[data-law=pauses] fieldset:nth-of-type(2)";
    let stretched = parsed("stretched")["value"].as_f64().expect("measured");
    let (_, dots, _) = drawn(&tab, closed);
    assert_near(dots[0], stretched, "the closed loop");
    for share in [0.0, 20.0, 24.0, 90.0] {
        turn(&tab, closed, &[share]);
        // What is left of each hour does an hour's work in so many.
        let hours = 60.0 / (60.0 - 60.0 * share / 100.0);
        let times: f64 = said(&tab, closed)[0].parse().expect("a number");
        assert_near(times, hours, &share.to_string());
        assert_near(drawn(&tab, closed).0, hours, &share.to_string());
    }
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_goal_is_judged_when_it_is_reached_and_stays_so() {
    let (tab, calculator) = open("concurrency-vs-parallelism-limits.html", "amdahl", 1);
    // A bound from the formula: 1 / (s + (1 − s) / 64) is 8 at a ninth.
    for [serial, workers] in [[20.0, 63.0], [11.2, 63.0], [11.3, 64.0], [11.1, 64.0]] {
        turn(&tab, &calculator, &[serial, workers]);
        assert_eq!(found(&tab, &calculator), ["", ""], "{serial} % and {workers}");
    }
    turn(&tab, &calculator, &[11.2, 64.0]);
    let words = found(&tab, &calculator);
    assert!(words[0].contains("Found") && words[0].contains("11.1 %"), "{words:?}");
    assert_eq!(words[1], "");
    for (workers, is_found) in [(82.0, false), (80.0, false), (81.0, true)] {
        turn(&tab, &calculator, &[10.0, workers]);
        let words = found(&tab, &calculator);
        assert_eq!(!words[1].is_empty(), is_found, "{workers}: {words:?}");
        assert!(!words[0].is_empty(), "once reached it stays so: {words:?}");
    }

    let (tab, queue) = open("io-bound-workers.html", "queue", 1);
    for [requests, every, latency, workers, first, second] in [
        [100.0, 0.0, 5.0, 11.0, 0.0, 0.0],
        [100.0, 0.0, 5.0, 9.0, 0.0, 0.0],
        [100.0, 0.0, 5.0, 10.0, 1.0, 0.0],
        [100.0, 1.0, 7.0, 8.0, 1.0, 0.0],
        [100.0, 1.0, 7.0, 6.0, 1.0, 0.0],
        [100.0, 1.0, 7.0, 7.0, 1.0, 1.0],
    ] {
        turn(&tab, &queue, &[requests, every, latency, workers]);
        let is_found: Vec<bool> =
            found(&tab, &queue).iter().map(|words| !words.is_empty()).collect();
        assert_eq!(is_found, [first > 0.0, second > 0.0], "{workers}");
    }
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn the_same_work_and_the_same_time_are_two_laws_through_what_two_workers_do() {
    for law in [1, 2] {
        let (tab, calculator) = open("past-one-machine-segments.html", "workers", law);
        let (_, dots, filled) = drawn(&tab, &calculator);
        let two: f64 = said(&tab, &calculator)[1].parse().expect("a number");
        assert_eq!(filled, 1);
        assert_near(dots[0], two, "measured");
        for (percent, workers) in
            [(0.0, 64.0), (25.0, 4.0), (10.0, 1000.0), (100.0, 7.0)]
        {
            turn(&tab, &calculator, &[percent, workers]);
            // An hour's work of one worker: what is alone, and what each has of the rest.
            let (alone, divided) = (0.6 * percent, 60.0 - 0.6 * percent);
            let expected = match law {
                1 => 60.0 / (alone + divided / workers),
                _ => (alone + workers * divided) / 60.0,
            };
            let what = format!("{percent} % and {workers}");
            let times = said(&tab, &calculator)[0].replace(',', "");
            assert_near(times.parse().expect("a number"), expected, &what);
            assert_near(drawn(&tab, &calculator).0, expected, &what);
        }
        assert_eq!(tab.problems(), [""; 0]);
    }
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn calculators_follow_the_keyboard_and_refuse_in_words() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/concurrency-vs-parallelism-limits.html"), "count");
    let select = |input: usize| {
        let inputs = "document.querySelectorAll('.calculator input')";
        tab.evaluate(&format!("{inputs}[{input}].select()"));
    };
    // What the sentences say in bold, in the order of the page.
    let said = || {
        let all = tab.ask("JSON.stringify([...document.querySelectorAll('.calculator')].map(all => all.innerHTML))",
        );
        for word in ["NaN", "Infinity", "∞", "undefined", "null"] {
            assert!(!all.to_string().contains(word), "{word}: {all}");
        }
        tab.ask("JSON.stringify([...document.querySelectorAll('.calculator output')].map(
                output => [...output.querySelectorAll('b')].map(bold => bold.textContent)))",
        )
    };
    assert!(!said()[0].as_array().expect("a list").is_empty(), "it begins with values");
    for (input, typed) in ["20", "4", "20", "7", "350", "20"].into_iter().enumerate() {
        select(input);
        tab.write(typed);
    }
    let all = said();
    assert_eq!(all[0], serde_json::json!(["2.5", "62.5 %", "5"]));
    assert_eq!([&all[1][0], &all[2][0]], ["350", "7"]);
    select(1);
    press(&tab, "ArrowUp");
    assert_eq!(said()[0][0], "2.78", "five workers");
    let first = || {
        tab.ask(
            "JSON.stringify(document.querySelector('.calculator output').textContent)",
        )
    };
    for refused in ["0", "2.5", "e"] {
        select(1);
        tab.write(refused);
        let words = first();
        assert!(
            words.as_str().expect("text").contains("wants a whole number"),
            "{words}"
        );
        assert_eq!(said()[0], serde_json::json!([]));
    }
    select(1);
    tab.write("1000000");
    select(0);
    tab.write("0");
    assert_eq!(said()[0][0], "1,000,000", "nothing is serial");
    let unnamed = tab.ask(
        "JSON.stringify([...document.querySelectorAll('.calculator input')]
            .filter(input => !input.labels.length).length)",
    );
    assert_eq!(unnamed, 0);
    assert_eq!(tab.problems(), [""; 0]);
}
