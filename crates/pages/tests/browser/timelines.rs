//! The slider that chooses among timelines.

use crate::chromium::Tab;

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
    assert_eq!(shown(), serde_json::json!([0]));
    tab.evaluate("document.querySelector('.timelines input[type=range]').focus()");
    tab.press("ArrowRight");
    tab.press("ArrowRight");
    assert_eq!(shown(), serde_json::json!([2]));
    let slider = tab.ask("(() => {
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
