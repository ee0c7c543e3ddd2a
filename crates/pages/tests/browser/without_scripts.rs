//! A page without scripts, on a dark system.

use serde_json::json;

use crate::chromium::{CONTRAST, Tab};

/// The least contrast of the charts' marks and of the verdicts, and what is hidden.
const FAINTEST: &str = "
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
    });";

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn without_scripts_on_a_dark_system_charts_and_verdicts_are_legible_and_all_there() {
    let folder = pages::folder("BOOK_HTML");
    let site = pages::serve(folder);
    let tab = Tab::open();
    tab.set_width(1280);
    tab.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
    tab.call("Emulation.setEmulatedMedia", json!({ "features": dark }));
    tab.visit(&format!("{site}/io-bound-workers.html"), "no-scripts");
    let faintest = tab.ask(&format!("(() => {{ {CONTRAST} {FAINTEST} }})()"));
    assert_eq!(faintest["dark"], true, "{faintest}");
    assert_eq!(faintest["choosers"], 0, "scripts ran: {faintest}");
    for what in ["marks", "verdicts"] {
        let contrast = faintest[what].as_f64();
        assert!(contrast.is_some_and(|ratio| ratio >= 4.5), "{what}: {faintest}");
    }
    assert_eq!(faintest["hidden"], 0, "{faintest}");
}
