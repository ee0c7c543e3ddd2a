//! The forms of "Predict first", what is hidden until then, and the page of surprises.

use serde_json::{Value, json};

use crate::chromium::Tab;
use crate::hands::{click, middle, mouse, press};

const AXE: &str = include_str!("../../vendor/axe.min.js");

/// A page with a question of each kind in its one box: a ratio, an order, a choice, and
/// one of yes or no.
const PAGE: &str = "cpu-bound.html";

/// A browser that has no guesses, and the site.
fn open() -> (Tab, String) {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::of_a_new_reader();
    tab.set_width(1280);
    (tab, site)
}

fn is_shown(tab: &Tab, selector: &str) -> bool {
    tab.evaluate(&format!("document.querySelector(`{selector}`).checkVisibility()"))
        == true
}

/// Presses Tab until what has the focus matches.
fn tab_to(tab: &Tab, selector: &str) {
    for _ in 0..40 {
        press(tab, "Tab");
        if tab.evaluate(&format!("document.activeElement.matches(`{selector}`)"))
            == true
        {
            return;
        }
    }
    panic!("the keyboard does not reach {selector}");
}

/// The selector of a question of this kind.
fn of_kind(tab: &Tab, kind: &str) -> String {
    let id = tab.evaluate(&format!(
        "[...document.querySelectorAll('[data-guess]')]
            .find(item => JSON.parse(item.dataset.guess).kind === '{kind}').id"
    ));
    format!("#{}", id.as_str().expect("a question of this kind"))
}

/// What a question's answer is, as data.
fn answer(tab: &Tab, question: &str) -> Value {
    let data = format!("document.querySelector(`{question}`).dataset.guess");
    tab.ask(&data)["answer"].clone()
}

fn said(tab: &Tab, question: &str) -> String {
    let words = format!("document.querySelector(`{question} .judged`).textContent");
    tab.evaluate(&words).as_str().expect("a text").to_owned()
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn by_mouse_a_guess_is_judged_shown_and_kept() {
    let (tab, site) = open();
    tab.visit(&format!("{site}/{PAGE}"), "mouse");
    assert!(!is_shown(&tab, "figure.chart"), "the result is hidden at first");
    assert!(!is_shown(&tab, "details.answer"), "so are the answers");
    assert!(is_shown(&tab, "#run-it-yourself"), "and nothing else");
    let [ratio, order, choice, verdict] =
        ["ratio", "order", "choice", "verdict"].map(|kind| of_kind(&tab, kind));

    let median = answer(&tab, &ratio)["median"].as_f64().expect("a number");
    click(&tab, &format!("{ratio} [type=number]"));
    tab.write(&format!("{:.3}", median * 100.0));
    click(&tab, &format!("{ratio} [type=submit]"));
    let words = said(&tab, &ratio);
    assert!(words.contains("100 times too high; the interval is "), "{words}");
    assert!(is_shown(&tab, &format!("{ratio} svg[role=img][aria-label]")));
    assert!(is_shown(&tab, &format!("{ratio} details.answer")));

    // The first is dragged below the last, and comes up again by one.
    let keys = || {
        tab.ask(&format!(
            "JSON.stringify([...document.querySelectorAll('{order} ol li')].map(item => item.dataset.key))"
        ))
    };
    let before = keys();
    let items = format!("document.querySelectorAll('{order} ol li')");
    let first = middle(&tab, &format!("{items}[0].querySelector('.grip')"));
    mouse(&tab, "mousePressed", first);
    for step in 1..=10 {
        mouse(&tab, "mouseMoved", (first.0, first.1 + 40.0 * f64::from(step)));
    }
    mouse(&tab, "mouseReleased", (first.0, first.1 + 400.0));
    let after = keys();
    let last = after.as_array().and_then(|keys| keys.last());
    assert_eq!(last, Some(&before[0]), "{before} became {after}");
    click(&tab, &format!("{order} ol li:last-child button"));
    assert_ne!(keys(), after);
    click(&tab, &format!("{order} [type=submit]"));
    assert!(said(&tab, &order).contains(" in place"), "{}", said(&tab, &order));

    let best = answer(&tab, &choice)[0]["key"].clone();
    click(&tab, &format!("{choice} [value={best}]"));
    click(&tab, &format!("{choice} [type=submit]"));
    assert!(said(&tab, &choice).contains("Right"), "{}", said(&tab, &choice));
    assert!(!is_shown(&tab, "figure.chart"), "one is not answered yet");

    click(&tab, &format!("{verdict} [value=no]"));
    click(&tab, &format!("{verdict} [type=submit]"));
    assert!(is_shown(&tab, "figure.chart"));
    assert!(!is_shown(&tab, ".veil"));

    tab.visit(&format!("{site}/{PAGE}"), "again");
    assert!(is_shown(&tab, "figure.chart"), "nothing is hidden any more");
    assert_eq!(said(&tab, &ratio), words, "and the judgement is kept");
    // As if the record had changed since.
    tab.evaluate(
        "const kept = 'concurrency-measured-guesses';
        const changed = (key, value) => ['then', 'judgement'].includes(key) ? 'before' : value;
        localStorage[kept] = JSON.stringify(JSON.parse(localStorage[kept]), changed)",
    );
    tab.visit(&format!("{site}/{PAGE}"), "changed");
    let judged = format!("{words}When you guessed, the record said: before");
    assert_eq!(said(&tab, &ratio), judged, "it is judged anew");
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn by_keyboard_too_and_surprises_are_listed_the_largest_first_until_cleared() {
    let (tab, site) = open();
    tab.visit(&format!("{site}/surprises.html"), "none");
    assert!(is_shown(&tab, "#surprises > p"));
    tab.visit(&format!("{site}/{PAGE}"), "keyboard");
    let [ratio, order, choice, verdict] =
        ["ratio", "order", "choice", "verdict"].map(|kind| of_kind(&tab, kind));

    tab.evaluate("document.querySelector('main h1 a').focus()");
    tab_to(&tab, &format!("{ratio} [type=range]"));
    press(&tab, "ArrowRight");
    let number = format!("document.querySelector('{ratio} [type=number]').value");
    assert_eq!(tab.evaluate(&number), "1.1", "the slider is logarithmic");
    tab_to(&tab, &format!("{ratio} [type=number]"));
    tab.evaluate("document.activeElement.select()");
    tab.write("987654");
    press(&tab, "Enter");
    assert_eq!(tab.evaluate("document.activeElement.className"), "judged");

    tab_to(&tab, &format!("{order} ol li:nth-child(2) button"));
    let moved = tab.evaluate("document.activeElement.closest('li').dataset.key");
    press(&tab, "Space");
    let first = format!("document.querySelector('{order} ol li').dataset.key");
    assert_eq!(tab.evaluate(&first), moved);
    assert_eq!(
        tab.evaluate("document.activeElement.closest('li').dataset.key"),
        moved,
        "the button keeps the focus"
    );
    for (question, field) in [(&choice, "[type=radio]"), (&verdict, "[type=radio]")] {
        tab_to(&tab, &format!("{question} {field}"));
        press(&tab, "Space");
        tab_to(&tab, &format!("{question} [type=submit]"));
        press(&tab, "Enter");
    }
    // What was begun is still there on a page that is loaded again.
    tab.visit(&format!("{site}/{PAGE}"), "draft");
    tab.evaluate("document.querySelector('main h1 a').focus()");
    assert_eq!(tab.evaluate(&first), moved);
    assert!(!is_shown(&tab, "figure.chart"));
    tab_to(&tab, &format!("{order} [type=submit]"));
    press(&tab, "Enter");
    assert!(is_shown(&tab, "figure.chart"));

    tab.visit(&format!("{site}/surprises.html"), "some");
    let items = "document.querySelectorAll('#surprises li')";
    assert_eq!(tab.evaluate(&format!("{items}.length")), 4);
    let largest = tab.evaluate(&format!("{items}[0].textContent"));
    let largest = largest.as_str().expect("a text");
    assert!(largest.contains("987,654×") || largest.contains("988,000×"), "{largest}");
    let links = tab.ask(&format!(
        "JSON.stringify([...{items}[0].querySelectorAll('a')].map(a => a.getAttribute('href')))"
    ));
    assert_eq!(links, json!([format!("{PAGE}{ratio}"), format!("{PAGE}#why")]));
    tab.evaluate("document.querySelector('main h1 a').focus()");
    tab_to(&tab, "#surprises button");
    press(&tab, "Enter");
    assert!(is_shown(&tab, "#surprises > p"));
    tab.visit(&format!("{site}/{PAGE}"), "cleared");
    assert!(!is_shown(&tab, "figure.chart"));
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_guess_is_a_ring_on_the_chart_where_it_would_stand() {
    const RING: &str = "document.querySelector('main svg.wide > .guess-mark')";
    let (tab, site) = open();
    // Rows on an axis to the right, and ratios on one upwards.
    for page in [PAGE, "cpu-bound-scaling.html"] {
        tab.visit(&format!("{site}/{page}"), "ask");
        let ratio = of_kind(&tab, "ratio");
        let median = answer(&tab, &ratio)["median"].as_f64().expect("a number");
        assert_eq!(tab.evaluate(&format!("{RING} === null")), true, "{page}");
        click(&tab, &format!("{ratio} [type=number]"));
        tab.write(&median.to_string());
        click(&tab, &format!("{ratio} [type=submit]"));
        // Who guesses what was measured has guessed a mark of the chart.
        let marks = format!(
            "[...{RING}.ownerSVGElement.querySelectorAll('polygon')].some(mark => {{
                const [one, ring] = [mark, {RING}.querySelector('circle')].map(it => it.getBBox());
                const off = (from, size) => one[from] + one[size] / 2 - ring[from] - ring[size] / 2;
                return Math.hypot(off('x', 'width'), off('y', 'height')) < 2;
            }})"
        );
        assert_eq!(tab.evaluate(&marks), true, "{page}");
        let caption = "document.querySelector('figcaption .guess-mark').textContent";
        let words = tab.evaluate(caption);
        assert!(
            words.as_str().expect("a text").contains("your guess for “"),
            "{words}"
        );
        // As if it had been a guess that no axis reaches.
        tab.evaluate(
            "const kept = 'concurrency-measured-guesses';
            const all = JSON.parse(localStorage[kept]);
            Object.values(all)[0].guess *= 1e6;
            localStorage[kept] = JSON.stringify(all)",
        );
        tab.visit(&format!("{site}/{page}"), "beyond");
        let words = tab.evaluate(&format!("{RING}.textContent"));
        let points =
            words.as_str().is_some_and(|it| it.ends_with(['←', '→', '↑', '↓']));
        assert!(points, "{words}");
        let words = tab.evaluate(caption);
        assert!(words.as_str().expect("a text").contains("beyond the end"), "{words}");
        tab.evaluate("localStorage.clear()");
    }
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_reader_may_ask_to_see_results_here_or_always_and_take_it_back() {
    let (tab, site) = open();
    let visit = |page: &str, query: &str| tab.visit(&format!("{site}/{page}"), query);
    visit(PAGE, "here");
    click(&tab, ".veil button");
    assert!(is_shown(&tab, "figure.chart"));
    assert!(is_shown(&tab, "details.answer"), "the answers are there, too, folded");
    visit(PAGE, "here-again");
    assert!(is_shown(&tab, "figure.chart"));
    visit("io-bound.html", "elsewhere");
    assert!(!is_shown(&tab, "figure.chart"));
    click(&tab, ".veil button + button");
    assert!(is_shown(&tab, "figure.chart"));
    visit("io-bound-workers.html", "always");
    assert!(is_shown(&tab, "figure.chart"));
    click(&tab, ".predict .back button");
    assert!(!is_shown(&tab, "figure.chart"));
    visit("io-bound-clients.html", "back");
    assert!(!is_shown(&tab, "figure.chart"));
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn a_link_into_what_is_hidden_shows_it() {
    let (tab, site) = open();
    tab.visit(&format!("{site}/{PAGE}"), "link");
    assert!(!is_shown(&tab, "#why"));
    tab.evaluate("location.hash = '#why'");
    tab.until("document.querySelector('#why').checkVisibility()");
    let top = "document.querySelector('#why').getBoundingClientRect().top";
    tab.until(&format!("{top} >= 0 && {top} < innerHeight"));
    // The second box of a page: what is hidden above it must not move the place away.
    let page = format!("{site}/concurrency-vs-parallelism.html");
    tab.visit(&page, "target");
    let claim = tab.evaluate("[...document.querySelectorAll('[id^=claim-]')].pop().id");
    let claim = claim.as_str().expect("an id");
    tab.call("Page.navigate", json!({ "url": format!("{page}?loaded#{claim}") }));
    tab.until("location.search === '?loaded' && document.readyState === 'complete'");
    let claim = format!("document.getElementById('{claim}')");
    assert_eq!(tab.evaluate(&format!("{claim}.checkVisibility()")), true);
    let top = format!("{claim}.getBoundingClientRect().top");
    tab.until(&format!("{top} >= 0 && {top} < innerHeight"));
    assert!(!is_shown(&tab, "figure.chart"), "the first box still hides its result");
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn on_paper_and_without_scripts_everything_is_there() {
    let (tab, site) = open();
    tab.visit(&format!("{site}/{PAGE}"), "paper");
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    assert!(is_shown(&tab, "figure.chart") && is_shown(&tab, "details.answer"));
    assert!(!is_shown(&tab, ".veil") && !is_shown(&tab, ".predict form"));
    tab.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
    tab.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    tab.visit(&format!("{site}/{PAGE}"), "no-scripts");
    for selector in ["figure.chart", "details.answer", ".predict .options", "#why"] {
        assert!(is_shown(&tab, selector), "{selector}");
    }
    tab.visit(&format!("{site}/surprises.html"), "no-scripts");
    assert!(is_shown(&tab, "#surprises > p"));
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn forms_and_judgements_are_accessible_in_every_theme_and_fit_a_phone() {
    const FINDINGS: &str = "axe.run(document.querySelector('main'), { resultTypes: ['violations'] })
        .then(results => JSON.stringify(results.violations.flatMap(violation =>
            violation.nodes.map(node => `${violation.id}: ${node.html.slice(0, 80)}`))))";
    const SMALL: &str =
        "JSON.stringify([...document.querySelectorAll('.predict, .veil, #surprises')]
        .flatMap(box => [...box.querySelectorAll('button, input, label, summary')])
        .filter(target => !target.matches('label *') && target.checkVisibility())
        .filter(target => target.getBoundingClientRect().height < 24)
        .map(target => target.outerHTML))";
    let (tab, site) = open();
    tab.set_width(360);
    tab.visit(&format!("{site}/{PAGE}"), "forms");
    let look = |what: &str| {
        tab.evaluate(AXE);
        tab.evaluate(
            "document.head.insertAdjacentHTML('beforeend',
                '<style>*, ::before, ::after { transition: none !important }</style>')",
        );
        for theme in pages::THEMES {
            tab.evaluate(&format!(
                "document.getElementById('mdbook-theme-{theme}').click()"
            ));
            assert_eq!(tab.ask(FINDINGS), json!([]), "{what}, {theme}");
        }
        assert_eq!(tab.ask(SMALL), json!([]), "{what}");
        let wider = "document.documentElement.scrollWidth - innerWidth";
        assert!(tab.evaluate(wider).as_f64() <= Some(0.0), "{what} is too wide");
    };
    look("forms");
    tab.evaluate("document.querySelector('.predict [type=number]').value = 1234567");
    tab.evaluate(
        "for (const form of document.querySelectorAll('.predict form')) {
            const radio = form.querySelector('[type=radio]');
            if (radio) radio.checked = true;
            form.requestSubmit();
        }",
    );
    look("judgements");
    tab.visit(&format!("{site}/surprises.html"), "list");
    look("surprises");
}
