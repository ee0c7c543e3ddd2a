//! The reader as the scheduler of one thread.

use crate::chromium::Tab;
use crate::hands::{click, press};

const PAGE: &str = "concurrency-vs-parallelism-yielding.html";

/// The schedule that the page carries, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    tick: f64,
    /// When the last beat is due.
    end: f64,
    /// When the count begins, and how long it computes.
    begin: f64,
    latency: f64,
}

impl Schedule {
    /// What the whole takes and how late the latest beat is where a queue picks: the count
    /// has the thread for a slice, then all hearts that are due beat, and so on.
    fn by_queue(self, slice: f64) -> (f64, f64) {
        let (mut now, mut left, mut due) =
            (self.begin, self.latency, self.begin + self.tick / 2.0);
        let mut latest: f64 = 0.0;
        while left > 0.0 {
            let time = slice.min(left);
            now += time;
            left -= time;
            if due <= now.min(self.end) {
                latest = latest.max(now - due);
                due += self.tick * (((now - due) / self.tick).floor() + 1.0);
            }
        }
        (now.max(self.end), latest)
    }
}

fn open() -> (Tab, Schedule) {
    let site = pages::serve(pages::folder("BOOK_HTML"));
    let tab = Tab::open();
    tab.set_width(1280);
    tab.visit(&format!("{site}/{PAGE}"), "scheduler");
    let of = |name: &str| {
        let value =
            tab.ask(&format!("document.querySelector('.scheduler').dataset.{name}"));
        value["value"].as_f64().expect("a time") / 1e6
    };
    let (tick, length, latency) = (of("tick"), of("length"), of("latency"));
    let beats = (length / tick).floor();
    let begin = tick * (beats / 4.0).floor() + tick / 2.0;
    (tab, Schedule { tick, end: tick * beats, begin, latency })
}

/// What has the reader's picks and their results, the last game first.
fn results(tab: &Tab) -> Vec<[String; 3]> {
    let rows = tab.ask(
        "JSON.stringify([...document.querySelectorAll('.scheduler tr.yours')]
            .map(row => [...row.cells].map(cell => cell.textContent)).reverse())",
    );
    serde_json::from_value(rows).expect("rows of three")
}

fn status(tab: &Tab) -> String {
    let words =
        tab.evaluate("document.querySelector('.scheduler [role=status]').textContent");
    words.as_str().expect("a text").to_owned()
}

/// A time in the words of the page.
fn in_words(ms: f64) -> String {
    if ms == 0.0 {
        "none is late".to_owned()
    } else {
        format!("{} ms", (ms * 10.0).round() / 10.0)
    }
}

/// Gives a button the focus by its number, and presses it with the keyboard.
fn pick(tab: &Tab, words: &str, key: &str) {
    let at = format!(
        "[...document.querySelectorAll('.scheduler button')].find(one => one.textContent.startsWith('{words}'))"
    );
    tab.evaluate(&format!("{at}.focus()"));
    press(tab, key);
    assert_eq!(
        tab.evaluate(&format!("document.activeElement === {at}")),
        true,
        "{words}"
    );
}

/// Presses a button with the mouse.
fn click_on(tab: &Tab, number: usize, group: &str) {
    click(
        tab,
        &format!(".scheduler [aria-label='{group}'] button:nth-child({number})"),
    );
}

fn yields(tab: &Tab, choice: usize) {
    tab.evaluate(&format!(
        "(() => {{
            const select = document.querySelector('.scheduler select');
            select.selectedIndex = {choice};
            select.dispatchEvent(new Event('input'));
        }})()"
    ));
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn by_keyboard_a_count_that_never_yields_makes_beats_late_or_the_whole_longer() {
    let (tab, schedule) = open();
    pick(&tab, "Heart 1", "Space");
    assert!(status(&tab).starts_with("Until now"), "it is not ready: {}", status(&tab));
    pick(&tab, "The count", "Enter");
    let late = schedule.latency - schedule.tick / 2.0;
    assert!(status(&tab).contains(&in_words(late)), "{}", status(&tab));
    assert_eq!(results(&tab).len(), 0, "the hearts are late, and have yet to beat");
    pick(&tab, "Heart 2", "Space");
    pick(&tab, "Heart 1", "Space");
    let [who, whole, latest] = &results(&tab)[0];
    assert!(who.contains("you") && who.contains("never"), "{who}");
    assert_eq!([whole, latest], [&in_words(schedule.end), &in_words(late)]);
    pick(&tab, "The count", "Enter");
    assert_eq!(results(&tab).len(), 1, "it is over");

    // The thread idle until all have beaten, and the count last.
    pick(&tab, "Start again", "Enter");
    for _ in 0..2 {
        pick(&tab, "Nobody", "Space");
        pick(&tab, "Nobody", "Space");
        assert!(status(&tab).contains("Heart 1, for 0 ms"), "{}", status(&tab));
        pick(&tab, "Heart 1", "Space");
        pick(&tab, "Heart 2", "Space");
        assert!(status(&tab).contains("in time"), "{}", status(&tab));
    }
    pick(&tab, "Beats before all", "Enter");
    let [who, whole, latest] = &results(&tab)[0];
    assert!(who.contains("you, then beats before all"), "{who}");
    let longer = in_words(schedule.end + schedule.latency);
    assert_eq!([whole, latest], [&longer, &in_words(0.0)]);
    assert_eq!(tab.problems(), [""; 0]);
}

#[test]
#[ignore = "needs the built book: cargo xtask test"]
fn by_mouse_the_model_is_its_formula_however_often_the_count_yields() {
    let (tab, schedule) = open();
    for (choice, slice) in [schedule.latency, schedule.latency / 4.0, schedule.tick]
        .into_iter()
        .enumerate()
    {
        yields(&tab, choice);
        click_on(&tab, 1, "Or let it be picked");
        let (whole, latest) = schedule.by_queue(slice);
        let [who, shown, late] = &results(&tab)[0];
        assert!(who.contains("a queue"), "{who}");
        assert_eq!([shown, late], [&in_words(whole), &in_words(latest)], "{slice}");
    }
    // A slice that fits between two beats makes none late, and the whole no longer.
    click_on(&tab, 3, "Or let it be picked");
    click_on(&tab, 4, "Pick a task");
    click_on(&tab, 2, "Pick a task");
    click_on(&tab, 3, "Pick a task");
    click_on(&tab, 2, "Or let it be picked");
    let [_, whole, latest] = &results(&tab)[0];
    assert_eq!([whole, latest], [&in_words(schedule.end), &in_words(0.0)]);
    assert_eq!(results(&tab).len(), 4);
    assert_eq!(tab.problems(), [""; 0]);
}
