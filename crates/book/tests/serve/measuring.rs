//! What is built and measured while the book is read.

use serde_json::{Value, json};

use crate::fixture::{Fixture, runs, wait_for};

/// Whether an experiment has read its sources, and has not ended.
fn is_measuring(status: &Value) -> bool {
    status["phase"] == "measuring" && !status["round"].is_null()
}

fn is_idle(status: &Value) -> bool {
    status["phase"] == "idle"
}

#[test]
fn what_is_stale_is_measured_and_its_numbers_replace_the_recorded_ones() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, true);
    served.open("/one.html").status(is_idle);
    let log = [
        "build alpha",
        "run alpha first",
        "run alpha second",
        "build beta",
        "run beta only",
    ];
    assert_eq!(fixture.log(), log);
    assert!(served.get("/one.html").text.contains("Alpha: measured"));
    assert!(served.get("/two.html").text.contains("Beta: measured"));
    served.stop();
    // Nothing is stale, so nothing is built.
    let again = fixture.serve(0, true);
    again.open("/one.html").status(is_idle);
    assert_eq!(fixture.log(), log);
}

#[test]
fn the_open_page_comes_first_and_the_strip_says_how_far_it_is() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let two = served.open("/two.html");
    // The first experiment may have begun before the page was open.
    two.status(is_measuring);
    fixture.remove("hold");
    two.status(is_idle);
    let log = fixture.log();
    let at = |line: &str| log.iter().position(|other| other == line).expect("measured");
    assert!(at("run beta only") < at("run alpha second"), "{log:?}");
}

#[test]
fn the_strip_says_which_round_and_which_experiment_it_is() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    let status = one.status(is_measuring);
    assert_eq!(status["round"], json!([1, 3]));
    assert_eq!(
        [&status["chapter"], &status["experiment"], &status["done"], &status["total"]],
        [&json!("alpha"), &json!("first"), &json!(0), &json!(3)]
    );
}

#[test]
fn an_edit_waits_while_an_experiment_is_measured() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    one.status(is_measuring);
    fixture.write("book/one.md", "# One\n\nAnother sentence.\n");
    one.status(|status| status["edit_waits"] == true);
    assert!(served.get("/one.html").text.contains("Alpha: recorded"));
    fixture.remove("hold");
    one.status(|status| status["edit_waits"] == false);
    wait_for("the edit is shown", || {
        served.get("/one.html").text.contains("Another sentence.")
    });
}

#[test]
fn a_chapter_that_does_not_compile_says_so_on_its_pages_and_the_rest_is_measured() {
    let fixture = Fixture::new();
    fixture.write("chapters-code/alpha/source", "broken");
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    let status = one.status(is_idle);
    assert_eq!(status["trouble"][0]["text"], "error: expected <u8>");
    assert_eq!(status["trouble"][0]["pages"], json!(["one.html", "index.html"]));
    assert_eq!(fixture.log(), ["build alpha", "build beta", "run beta only"]);
    assert!(served.get("/two.html").text.contains("Beta: measured"));
    fixture.write("chapters-code/alpha/source", "mended");
    one.status(|status| is_idle(status) && status["trouble"] == json!([]));
    assert!(served.get("/one.html").text.contains("Alpha: mended"));
}

#[test]
fn an_experiment_that_fails_says_so_in_its_rows_words_and_is_tried_again_when_edited() {
    let fixture = Fixture::new();
    fixture.write("chapters-code/beta/source", "failing");
    let served = fixture.serve(0, true);
    let two = served.open("/two.html");
    let status = two.status(is_idle);
    assert_eq!(status["trouble"][0]["text"], "pool: it <panicked>");
    assert_eq!(status["trouble"][0]["pages"], json!(["two.html"]));
    fixture.write("book/one.md", "# One\n\nProse is no reason to try again.\n");
    wait_for("the edit is shown", || {
        served.get("/one.html").text.contains("no reason")
    });
    let tries = || fixture.log().iter().filter(|line| *line == "run beta only").count();
    assert_eq!(tries(), 1);
    fixture.write("chapters-code/beta/source", "mended");
    two.status(|status| is_idle(status) && status["trouble"] == json!([]));
    assert_eq!(tries(), 2);
}

#[test]
fn a_file_edited_while_it_is_measured_is_measured_again_and_not_shown_as_current() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    one.status(is_measuring);
    fixture.write("chapters-code/alpha/source", "edited");
    one.status(|status| status["edit_waits"] == true);
    fixture.remove("hold");
    one.status(is_idle);
    assert!(served.get("/one.html").text.contains("Alpha: edited"));
    let log = fixture.log();
    assert_eq!(
        log[..4],
        ["build alpha", "run alpha first", "build alpha", "run alpha first"],
        "{log:?}"
    );
}

#[test]
fn a_reader_can_pause_and_resume() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    one.status(is_measuring);
    assert_eq!(served.press("pause").status, 204);
    one.status(|status| is_idle(status) && status["paused"] == true);
    assert!(!runs(&fixture.path("process")));
    fixture.remove("hold");
    assert_eq!(served.press("resume").status, 204);
    one.status(|status| is_idle(status) && status["paused"] == false);
    assert!(served.get("/one.html").text.contains("Alpha: measured"));
}

#[test]
fn an_ending_server_interrupts_the_measurement_keeps_what_is_finished_and_leaves_none()
{
    let fixture = Fixture::new();
    let served = fixture.serve(0, true);
    served.open("/one.html").status(is_idle);
    fixture.write("hold", "");
    fixture.write("chapters-code/beta/source", "edited");
    let two = served.open("/two.html");
    two.status(is_measuring);
    wait_for("it runs", || runs(&fixture.path("process")));
    served.stop();
    assert!(!runs(&fixture.path("process")));
    assert_eq!(fixture.log().last().expect("a line"), "interrupt beta only");
    let record = |path| std::fs::read_to_string(fixture.path(path)).expect("a record");
    assert_eq!(record("charts/local/alpha/first.json"), "measured");
    assert_eq!(record("charts/local/beta/only.json"), "measured");
}

#[test]
fn a_reader_may_have_what_is_stale_measured_next_and_nothing_else() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let one = served.open("/one.html");
    one.status(|status| status["stale"].as_array().is_some_and(|all| all.len() == 3));
    assert_eq!(served.press("measure/alpha/second").status, 204);
    one.status(|status| status["stale"].as_array().is_some_and(|all| all.len() == 2));
    assert_eq!(fixture.log(), ["build alpha", "run alpha second"]);
    // It is current now.
    assert_eq!(served.press("measure/alpha/second").status, 204);
    fixture.write("chapters-code/alpha/source", "edited");
    let status = one
        .status(|status| status["stale"].as_array().is_some_and(|all| all.len() == 3));
    assert_eq!(status["stale"][1]["why"][0], "`chapters-code/alpha/source` changed");
    served.press("measure/alpha/first");
    one.status(|status| status["stale"].as_array().is_some_and(|all| all.len() == 2));
    let again = ["build alpha", "run alpha first"];
    assert_eq!(fixture.log()[2..], again, "and not what was asked for before");
}

#[test]
fn while_paused_a_reader_may_have_one_measured_and_pausing_again_withdraws_it() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, true);
    fixture.write("hold", "");
    served.press("pause");
    let one = served.open("/one.html");
    one.status(|status| status["phase"] == "idle" && status["paused"] == true);
    let before = fixture.log().len();
    served.press("measure/beta/only");
    one.status(|status| !status["round"].is_null());
    served.press("pause");
    one.status(|status| status["phase"] == "idle" && status["paused"] == true);
    fixture.remove("hold");
    let log = fixture.log();
    let since: Vec<&str> = log[before..].iter().map(String::as_str).collect();
    assert!(since.ends_with(&["run beta only", "interrupt beta only"]), "{since:?}");
}
