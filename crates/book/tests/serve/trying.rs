//! A reader's own try of an experiment.

use serde_json::{Value, json};

use crate::fixture::{Fixture, runs, wait_for};

const BODY: &str = r#"{"requests": 300, "latency": 5000000}"#;

const TRY: &str =
    "try alpha first --budget=10s --deadline=60s --latency=5000000ns --requests=300";

fn is_idle(status: &Value) -> bool {
    status["phase"] == "idle"
}

/// Whether nothing runs, and nothing lies around, of the try that ran last.
fn is_gone(fixture: &Fixture) -> bool {
    let folder = std::fs::read_to_string(fixture.path("folder")).expect("it began");
    !runs(&fixture.path("process")) && !std::path::Path::new(folder.trim()).exists()
}

#[test]
fn a_try_tells_its_rounds_and_its_result_and_leaves_the_pages_as_they_were() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let page = served.get("/one.html");
    let mut tried = served.run("alpha/first", BODY);
    assert_eq!(tried.status(), 200);
    assert_eq!(tried.next(), Some(json!({ "building": "alpha" })));
    assert_eq!(tried.next(), Some(json!({ "measuring": "first" })));
    assert_eq!(tried.next(), Some(json!({ "round": 1, "of": 3 })));
    let last = tried.next().expect("a result");
    let table = last["fragments"]["table"].as_str().expect("a table");
    assert!(table.contains("<td>Loop</td>") && table.contains(">measured<"), "{table}");
    assert_eq!(last["words"], "300 requests, 5 ms");
    let chart = last["figures"]["times"].as_str().expect("a chart");
    assert!(chart.contains("and your try: 300 requests, 5 ms</title>"), "{chart}");
    assert_eq!(tried.next(), None);
    assert_eq!(fixture.log(), ["build alpha", TRY]);
    assert!(is_gone(&fixture));
    assert!(!fixture.path("charts").exists());
    assert_eq!(served.get("/one.html").version(), page.version());
    // What is built stays built.
    served.run("alpha/first", BODY).until("fragments");
    assert_eq!(fixture.log(), ["build alpha", TRY, TRY]);
}

#[test]
fn who_goes_away_stops_the_run_and_nothing_is_left() {
    for (source, last) in [("measured", "interrupt alpha first"), ("stubborn", TRY)] {
        let fixture = Fixture::new();
        fixture.write("hold", "");
        fixture.write("chapters-code/alpha/source", source);
        let served = fixture.serve(0, false);
        let mut tried = served.run("alpha/first", BODY);
        tried.until("round");
        assert!(runs(&fixture.path("process")));
        drop(tried);
        wait_for("it is gone", || is_gone(&fixture));
        assert_eq!(fixture.log().last().expect("a line"), last);
        // The next one gets its turn.
        fixture.remove("hold");
        wait_for("another runs", || {
            let mut tried = served.run("alpha/first", BODY);
            tried.status() == 200 && !tried.until("fragments").is_null()
        });
    }
}

#[test]
fn an_ending_server_ends_the_try() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, false);
    let mut tried = served.run("alpha/first", BODY);
    tried.until("round");
    served.stop();
    assert!(is_gone(&fixture));
}

#[test]
fn what_the_server_measures_itself_comes_first_and_is_named() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, true);
    served.open("/one.html").status(|status| !status["round"].is_null());
    let answer = served.post("/__run/beta/only", BODY);
    assert_eq!(answer.status, 409);
    assert!(answer.text.ends_with("busy: measuring alpha first\n"), "{}", answer.text);
    // Unless the reader makes it wait.
    served.press("pause");
    let one = served.open("/one.html");
    one.status(|status| is_idle(status) && status["paused"] == true);
    fixture.remove("hold");
    served.run("beta/only", BODY).until("fragments");
    one.status(|status| is_idle(status) && status["paused"] == true);
    assert!(!fixture.log().contains(&"run beta only".to_owned()));
}

#[test]
fn while_it_runs_nothing_else_is_built_measured_or_shown() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, true);
    let one = served.open("/one.html");
    one.status(is_idle);
    let before = fixture.log().len();
    fixture.write("hold", "");
    let mut tried = served.run("alpha/first", BODY);
    tried.until("round");
    one.status(|status| {
        status["phase"] == "trying" && status["round"] == json!([1, 3])
    });
    fixture.write("chapters-code/beta/source", "edited");
    one.status(|status| status["edit_waits"] == true);
    assert_eq!(served.press("pause").status, 204);
    assert_eq!(served.press("resume").status, 204);
    assert_eq!(fixture.log()[before..], [TRY]);
    fixture.remove("hold");
    tried.until("fragments");
    wait_for("the edit is measured", || {
        served.get("/two.html").text.contains("Beta: edited")
    });
    assert_eq!(fixture.log()[before..], [TRY, "build beta", "run beta only"]);
}

#[test]
fn what_fails_says_so_in_its_own_words() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    for (source, words) in
        [("failing", "pool: it <panicked>"), ("broken", "error: expected <u8>")]
    {
        fixture.write("chapters-code/alpha/source", source);
        // Until the server has seen the edit, what was built is taken for it.
        wait_for(words, || {
            let mut tried = served.run("alpha/first", BODY);
            assert_eq!(tried.status(), 200);
            let last = std::iter::from_fn(|| tried.next()).last().expect("a result");
            last["failed"] == words
        });
    }
}
