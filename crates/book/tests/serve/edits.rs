//! What an open page sees of edits.

use std::thread;
use std::time::Duration;

use crate::fixture::{Fixture, wait_for};

#[test]
fn the_book_opens_with_what_was_recorded() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    assert!(served.get("/one.html").text.contains("Alpha: recorded"));
    assert!(served.get("/").text.contains("Alpha: recorded"));
    assert!(fixture.log().is_empty());
}

#[test]
fn an_edited_page_is_shown_and_no_other_is_loaded_again() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let (one, two) = (served.open("/one.html"), served.open("/two.html"));
    let old = [one.version(), two.version()];
    fixture.write("book/one.md", "# One\n\nAnother sentence.\n");
    assert_ne!(one.version(), old[0]);
    let page = served.get("/one.html");
    assert!(page.text.contains("Another sentence."));
    // The version of a page is also in the page itself, so that it knows its own.
    assert_eq!(served.open("/one.html").version(), page.version());
    assert_eq!(served.open("/two.html").version(), old[1]);
}

#[test]
fn many_saves_in_a_second_are_few_builds() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let one = served.open("/one.html");
    one.version();
    for save in 1..=50 {
        fixture.write("book/one.md", &format!("# One\n\nSave {save}.\n"));
        thread::sleep(Duration::from_millis(10));
    }
    wait_for("the last is shown", || served.get("/one.html").text.contains("Save 50."));
    // One, unless this machine had more to do than to save.
    one.version();
    let builds = 1 + one.versions();
    assert!(builds <= 5, "{builds} builds");
}

#[test]
fn the_search_follows_an_edit_when_nothing_else_is_to_do() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let one = served.open("/one.html");
    one.version();
    fixture.write("book/one.md", "# One\n\nA pangolin.\n");
    let shown = one.version();
    wait_for("the search knows", || {
        served.get("/searchindex.js").text.contains("pangolin")
    });
    // The page itself is the same: it is not loaded again.
    assert_eq!(served.get("/one.html").version(), shown);
    assert_eq!(served.get("/").version(), shown);
}

#[test]
fn a_new_page_is_in_the_table_of_contents_of_every_page_at_once() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let two = served.open("/two.html");
    let old = two.version();
    fixture.write("book/three.md", "# Three\n");
    fixture.write(
        "book/SUMMARY.md",
        "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n- [Three](three.md)\n",
    );
    assert_ne!(two.version(), old);
    assert_eq!(served.get("/three.html").status, 200);
    assert!(served.get("/toc.js").text.contains("three.html"));
}

#[test]
fn an_edited_style_loads_every_page_again() {
    let fixture = Fixture::new();
    fixture.write("book/theme/live.css", "p { color: red }");
    let served = fixture.serve(0, false);
    let (one, two) = (served.open("/one.html"), served.open("/two.html"));
    let old = [one.version(), two.version()];
    fixture.write("book/theme/live.css", "p { color: blue }");
    assert_ne!([one.version(), two.version()], old);
}

#[test]
fn a_page_that_cannot_be_built_says_why_and_the_book_before_it_stands() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let open = served.open("/two.html");
    fixture.write("book/one.md", "# One\n\n<!-- cmdrun echo '<why>' >&2; false -->\n");
    let status = open.status(|status| {
        status["trouble"][0]["pages"].is_null() && !status["trouble"][0].is_null()
    });
    let text = status["trouble"][0]["text"].as_str().expect("text");
    assert!(text.contains("book/one.md:3:") && text.contains("<why>"), "{text}");
    assert!(served.get("/one.html").text.contains("Alpha: recorded"));
    fixture.write("book/one.md", "# One\n\nMended.\n");
    open.status(|status| status["trouble"] == serde_json::json!([]));
    assert!(served.get("/one.html").text.contains("Mended."));
}

#[test]
fn a_book_that_cannot_be_built_at_first_says_why_until_it_can() {
    let fixture = Fixture::new();
    fixture.write("book/one.md", "{{#include none.rs}}\n");
    let served = fixture.serve(0, false);
    let answer = served.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.text.contains("none.rs"), "{}", answer.text);
    fixture.write("book/one.md", "# One\n");
    wait_for("the mended book is served", || served.get("/").status == 200);
}

#[test]
fn an_open_page_that_is_gone_is_told_once_and_finds_its_version_there() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let two = served.open("/two.html");
    let old = two.version();
    fixture.remove("book/two.md");
    fixture.write("book/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    let gone = two.version();
    assert_ne!(gone, old);
    // The page that it is loaded again as has this version: it is not loaded again.
    let answer = served.get("/two.html");
    assert_eq!((answer.status, answer.version()), (404, gone.as_str()));
    assert_eq!(served.open("/two.html").version(), gone);
}

#[test]
fn two_servers_of_one_checkout_have_their_own_port_and_folder() {
    let fixture = Fixture::new();
    let first = fixture.serve(0, false);
    let second = fixture.serve(first.port, false);
    assert!(second.port > first.port, "the next free one");
    for served in [&first, &second] {
        assert!(served.get("/one.html").text.contains("Alpha: recorded"));
        assert!(fixture.path(&format!("target/serve/{}", served.port)).is_dir());
    }
}
