//! The commands, over the recorded machines and over none.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use record::machine::MachineName;
use record::store::Store;

const PROGRAM: &str = env!("CARGO_BIN_EXE_recommendations");

fn charts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts")
}

/// A recorded machine that has measured more than an overview.
fn machine() -> MachineName {
    let store = Store::new(charts());
    let machines = store.recorded_machines().expect("listed");
    let is_whole =
        |machine: &MachineName| store.path(machine, "io-bound", "pays").is_file();
    machines.into_iter().find(is_whole).expect("one is recorded")
}

fn run(program: &Path, arguments: &str, charts: &Path) -> Output {
    Command::new(program)
        .args(arguments.split_whitespace())
        .env("BOOK_CHARTS", charts)
        .env_remove("BOOK_MACHINE")
        .stdin(Stdio::null())
        .output()
        .expect("started")
}

/// What a command prints that has to succeed, over the recorded machines.
fn prints(arguments: &str) -> String {
    let arguments = format!("{arguments} --machine {}", machine());
    let output = run(Path::new(PROGRAM), &arguments, &charts());
    assert!(
        output.status.success(),
        "{arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_command_prints_pages_and_text() {
    for command in [
        "decide",
        "decide scraper",
        "pays io-bound",
        "pays cpu-bound",
        "pays cpu-bound threads",
        "records",
        "records all",
        "machines facts",
        "machines table io-bound overview",
        "machines chart cpu-bound overview",
        "machines spread cpu-bound overview",
        "claims",
        "claims io-bound",
        "watched",
        "thresholds",
    ] {
        for format in ["page", "text"] {
            let printed = prints(&format!("{command} --format {format}"));
            assert!(!printed.trim().is_empty(), "{command} --format {format}");
        }
    }
}

#[test]
fn every_case_of_the_decision_has_a_claim_with_a_verdict_and_a_page() {
    let json = prints("decide --json");
    let programs: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let programs = programs.as_array().expect("a list");
    assert!(programs.len() >= 10);
    for case in programs.iter().flat_map(|of| of["cases"].as_array().expect("a list")) {
        assert!(case["claim"].is_string() && case["verdict"].is_string(), "{case}");
        assert!(case["page"].is_string(), "{case}");
    }
}

/// A section has the name of the program for its heading, its rows, what to watch for, and
/// findings that `diagnose` knows.
#[test]
fn each_program_has_its_section_on_the_page() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/recommendations.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let mut schema = Vec::new();
    let asked = diagnose::cli::command().get_matches_from(["diagnose", "--schema"]);
    diagnose::cli::run(&asked, &mut schema, &mut std::io::sink()).expect("printed");
    let schema = String::from_utf8(schema).expect("text");
    let json = prints("decide --json");
    let programs: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut sections = Vec::new();
    for program in programs.as_array().expect("a list") {
        let (id, name) = (program["program"].as_str(), program["name"].as_str());
        let (id, name) = (id.expect("an id"), name.expect("a name"));
        let rest = page.split_once(&format!("\n### {name}\n"));
        let (_, rest) = rest.unwrap_or_else(|| panic!("no section is called {name}"));
        let section = rest.split("\n##").next().expect("a section");
        assert!(section.contains(&format!("recommendations decide {id} -->")), "{id}");
        assert!(section.contains("**Watch for**"), "{id}");
        let (_, says) =
            section.split_once("**`diagnose` says**").expect("what it says");
        let found: Vec<&str> = says.split('`').skip(1).step_by(2).collect();
        assert!(!found.is_empty(), "{id}: it says nothing");
        for kind in found {
            assert!(
                schema.contains(&format!("\"{kind}\"")),
                "{id}: no finding `{kind}`"
            );
        }
        sections.push(section);
    }
    assert_eq!(page.matches("cmdrun recommendations decide ").count(), sections.len());
}

#[test]
fn a_program_that_there_is_not_is_named_with_those_that_there_are() {
    let output = run(Path::new(PROGRAM), "decide scrapper", &charts());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("`scrapper`") && said.contains("scraper,"), "{said}");
}

#[test]
fn a_command_that_prints_no_json_names_those_that_do() {
    let output = run(Path::new(PROGRAM), "machines facts --json", &charts());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && output.stdout.is_empty(), "{said}");
    assert!(said.contains("`machines` prints no JSON; `decide` and"), "{said}");
}

#[test]
fn every_claim_of_every_chapter_is_listed_with_each_machine() {
    let claims: serde_json::Value =
        serde_json::from_str(&prints("claims --json")).expect("JSON");
    let claims = claims.as_array().expect("a list");
    assert!(claims.len() > 100);
    for claim in claims {
        assert!(claim["page"].is_string(), "{claim}");
        assert!(claim["machines"].get(machine().as_str()).is_some(), "{claim}");
    }
}

/// A folder of charts with a machine that has recorded one overview, and nothing
/// else: that of this machine, whose code was changed since if it shall be so.
fn small(machine: &MachineName, out_of_date: bool) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    let store = Store::new(charts());
    let mut record = store.read(machine, "cpu-bound", "overview").expect("recorded");
    if out_of_date {
        record.build.depends_on.clear();
    }
    let name = "small".parse().expect("a name");
    Store::new(place.path()).write(&name, &record).expect("written");
    place
}

/// What a command prints of that machine.
fn prints_of_small(arguments: &str, place: &Path) -> String {
    let output =
        run(Path::new(PROGRAM), &format!("{arguments} --machine small"), place);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_machine_with_one_core_is_told_what_gains_nothing_and_what_it_did_not_measure() {
    let store = Store::new(charts());
    let machines = store.recorded_machines().expect("listed");
    let has_one_core = |machine: &MachineName| {
        let record = store.read(machine, "cpu-bound", "overview");
        record.is_ok_and(|record| record.environment.cores_usable == 1)
    };
    let one = machines.into_iter().find(has_one_core).expect("one is recorded");
    let place = small(&one, false);
    let table = prints_of_small("decide --format page", place.path());
    for meant in ["does not apply here", "○ <br><small>not measured"] {
        assert!(table.contains(meant), "{table}");
    }
    let json = prints_of_small("decide --json", place.path());
    let programs: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let programs = programs.as_array().expect("a list");
    let mut advice = Vec::new();
    for case in programs.iter().flat_map(|of| of["cases"].as_array().expect("a list")) {
        let gain = case["measured"]["gain"]["median"].as_f64();
        let applies = case["verdict"] == "holds";
        let take = case["measured"]["take"].as_str().expect("a text");
        let expected = match gain {
            None => "unknown",
            Some(gain) if gain <= 1.0 && !applies => "no_gain",
            Some(_) => "take",
        };
        assert_eq!(case["advice"], expected, "{case}");
        let warned = table.contains(&format!("no gain: {take}"));
        assert!(expected != "no_gain" || warned, "{case}");
        advice.push(expected);
    }
    assert!(advice.contains(&"unknown"));
}

#[test]
fn whatever_is_computed_from_a_record_that_is_out_of_date_says_so() {
    let place = small(&machine(), true);
    let said = |command: &str| prints_of_small(command, place.path());
    for whose in ["shown", "all"] {
        let records = said(&format!("records {whose} --format page"));
        assert!(records.contains("Out of date, all of them"), "{records}");
    }
    for command in ["decide", "claims cpu-bound", "machines table cpu-bound overview"] {
        let told = said(&format!("{command} --format page"));
        assert!(told.contains("out of date"), "{command}: {told}");
    }
}

#[test]
fn what_was_not_measured_is_said_and_fails_nothing() {
    // A machine that has recorded one overview, and nothing else.
    let place = small(&machine(), false);
    for command in [
        "decide --format text",
        "decide --format page",
        "records",
        "records all",
        "machines facts",
        "machines table io-bound overview",
        "machines chart io-bound overview",
        "machines spread io-bound overview",
        "claims --format text",
    ] {
        prints_of_small(command, place.path());
    }
    let decided = prints_of_small("decide --format text", place.path());
    assert!(decided.contains("not measured"));
    let pays = run(Path::new(PROGRAM), "pays io-bound --machine small", place.path());
    assert!(!pays.status.success());
    let said = String::from_utf8_lossy(&pays.stderr);
    assert!(said.contains("cargo run --release -p io-bound -- run pays"), "{said}");
}
