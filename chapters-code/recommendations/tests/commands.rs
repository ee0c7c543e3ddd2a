//! The commands, over the recorded machines and over none: they ask the programs of
//! the other chapters, which lie beside this one once the workspace is built.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use recommendations::shelf::CHAPTERS;
use record::machine::MachineName;
use record::store::Store;

const PROGRAM: &str = env!("CARGO_BIN_EXE_recommendations");

/// Builds the other chapters if they are not there: `cargo test --workspace` has
/// done it, `cargo test --package recommendations` has not.
fn neighbours() {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        let beside = |chapter: &str| {
            Path::new(PROGRAM).with_file_name(format!("{chapter}{EXE_SUFFIX}"))
        };
        for chapter in CHAPTERS.iter().filter(|chapter| !beside(chapter).is_file()) {
            let status = Command::new(env!("CARGO"))
                .args(["build", "--package", chapter])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .status()
                .expect("cargo runs");
            assert!(status.success(), "{chapter} does not build");
        }
    });
}

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
    neighbours();
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
        "decide table",
        "decide tree",
        "decide list",
        "pays io-bound",
        "pays cpu-bound",
        "pays cpu-bound threads",
        "machines facts",
        "machines table io-bound overview",
        "machines chart cpu-bound overview",
        "claims",
        "claims io-bound",
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
    let kinds: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let kinds = kinds.as_array().expect("a list");
    assert!(kinds.len() >= 6);
    for case in kinds.iter().flat_map(|kind| kind["cases"].as_array().expect("a list"))
    {
        assert!(case["claim"].is_string() && case["verdict"].is_string(), "{case}");
        assert!(
            case["page"].is_string() && case["measured"]["lines"].is_u64(),
            "{case}"
        );
    }
}

#[test]
fn the_tree_names_every_case_of_the_table() {
    let tree = prints("decide tree --format page");
    let json = prints("decide --json");
    let kinds: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let kinds = kinds.as_array().expect("a list");
    for case in kinds.iter().flat_map(|kind| kind["cases"].as_array().expect("a list"))
    {
        let when = case["measured"]["when"].as_str().expect("a text");
        assert!(tree.contains(when), "{when}");
    }
    assert!(!tree.trim().contains("\n\n"), "Markdown would end the figure there");
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

#[test]
fn what_was_not_measured_is_said_and_fails_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    // A machine that has recorded one overview, and nothing else.
    let store = Store::new(charts());
    let record = store.path(&machine(), "cpu-bound", "overview");
    let folder = place.path().join("small/cpu-bound");
    fs::create_dir_all(&folder).expect("made");
    fs::copy(record, folder.join("overview.json")).expect("copied");
    for command in [
        "decide --format text",
        "decide tree --format page",
        "decide list --format page",
        "machines facts",
        "machines table io-bound overview",
        "machines chart io-bound overview",
        "claims --format text",
    ] {
        let arguments = format!("{command} --machine small");
        let output = run(Path::new(PROGRAM), &arguments, place.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments}: {said}");
    }
    let decided =
        run(Path::new(PROGRAM), "decide --format text --machine small", place.path());
    assert!(String::from_utf8_lossy(&decided.stdout).contains("not measured"));
    let pays = run(Path::new(PROGRAM), "pays io-bound --machine small", place.path());
    assert!(!pays.status.success());
    let said = String::from_utf8_lossy(&pays.stderr);
    assert!(said.contains("cargo run --release -p io-bound -- run pays"), "{said}");
}

#[test]
fn a_chapter_that_is_not_built_is_named_with_the_remedy() {
    let place = tempfile::tempdir().expect("a folder");
    let alone = place.path().join(format!("recommendations{EXE_SUFFIX}"));
    if fs::hard_link(PROGRAM, &alone).is_err() {
        fs::copy(PROGRAM, &alone).expect("copied");
    }
    let output = run(&alone, "claims", &charts());
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cargo build --release --workspace"), "{said}");
}
