//! What a reader does with a mouse and with keys.

use serde_json::json;

use crate::chromium::Tab;

/// The middle of an element, once it is in the window.
pub(crate) fn middle(tab: &Tab, element: &str) -> (f64, f64) {
    let place = tab.ask(&format!(
        "(() => {{
            const element = {element};
            element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const {{ x, y, width, height }} = element.getBoundingClientRect();
            return JSON.stringify([x + width / 2, y + height / 2]);
        }})()"
    ));
    (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"))
}

/// A mouse event at a place, with the left button.
pub(crate) fn mouse(tab: &Tab, kind: &str, (x, y): (f64, f64)) {
    let event = json!({
        "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1,
    });
    tab.call("Input.dispatchMouseEvent", event);
}

/// Clicks on the middle of an element.
pub(crate) fn click(tab: &Tab, selector: &str) {
    let place = middle(tab, &format!("document.querySelector(`{selector}`)"));
    mouse(tab, "mousePressed", place);
    mouse(tab, "mouseReleased", place);
}

/// Presses a key, which does what it does in the element that has the focus.
pub(crate) fn press(tab: &Tab, key: &str) {
    let (name, code, text) = match key {
        "Tab" => ("Tab", 9, ""),
        "Enter" => ("Enter", 13, "\r"),
        "Space" => (" ", 32, " "),
        "Home" => ("Home", 36, ""),
        "ArrowUp" => ("ArrowUp", 38, ""),
        "ArrowRight" => ("ArrowRight", 39, ""),
        _ => panic!("the code of {key} is not known here"),
    };
    let event = json!({
        "type": "keyDown", "key": name, "code": key, "windowsVirtualKeyCode": code, "text": text,
    });
    tab.call("Input.dispatchKeyEvent", event);
    let event = json!({
        "type": "keyUp", "key": name, "code": key, "windowsVirtualKeyCode": code,
    });
    tab.call("Input.dispatchKeyEvent", event);
}
