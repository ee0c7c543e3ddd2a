//! What an experiment's code is built with and run with is part of its manifest.

use crate::workspace::{SOURCE, Workspace};
use fingerprint::differences;

fn with_web() -> Workspace {
    Workspace::with(&[("overview.rs", "use web::get; pub fn rows() {}")])
}

#[test]
fn a_library_changes_the_experiments_that_name_it() {
    let workspace = with_web();
    let changed = |from, to| workspace.changed_by("Cargo.lock", from, to);
    assert_eq!(changed("1.0.0", "1.0.1"), ["overview"]);
    assert_eq!(changed("2.0.0", "2.0.1"), ["other"]);
}

#[test]
fn what_a_library_depends_on_is_part_of_it() {
    let workspace = with_web();
    assert_eq!(workspace.changed_by("Cargo.lock", "4.0.0", "4.0.1"), ["overview"]);
}

#[test]
fn a_renamed_library_of_the_harness_changes_all() {
    let workspace = Workspace::new();
    assert!(workspace.manifest("other")["library quartz"].starts_with("3.0.0 "));
    assert_eq!(
        workspace.changed_by("Cargo.lock", "3.0.0", "3.0.1"),
        ["other", "overview"]
    );
}

#[test]
fn a_library_that_no_file_names_may_be_used_by_any() {
    let workspace = Workspace::new();
    let edit = |path, from, to| {
        let text =
            std::fs::read_to_string(workspace.root().join(path)).expect("readable");
        workspace.write(path, &text.replace(from, to));
    };
    edit("Cargo.lock", "\"clock\", ", "\"clock\", \"md-5\", ");
    edit(
        "Cargo.lock",
        "version = 4",
        "version = 4\n[[package]]\nname = \"md-5\"\nversion = \"5.0.0\"",
    );
    edit("chapters-code/waits/Cargo.toml", "clock =", "md-5 = \"5\"\nclock =");
    assert!(workspace.manifest("overview").contains_key("library md-5"));
    assert!(!workspace.manifest("overview").contains_key("library clock"));
    workspace.write(&format!("{SOURCE}/main.rs"), "fn main() { md_5::digest() }");
    assert!(!workspace.manifest("overview").contains_key("library md-5"));
}

#[test]
fn two_versions_of_a_library_are_both_named() {
    let workspace = Workspace::with(&[(
        "overview.rs",
        "use web::get; use server::service; fn f() { service::start() }",
    )]);
    let lock =
        std::fs::read_to_string(workspace.root().join("Cargo.lock")).expect("readable");
    let two = lock
        .replace("\"server\", \"web\"]", "\"server\", \"web 1.0.0\"]")
        .replace("[\"web\"]", "[\"web 0.9.0\"]");
    let old = "[[package]]\nname = \"web\"\nversion = \"0.9.0\"\n";
    workspace.write("Cargo.lock", &format!("{two}{old}"));
    let web = &workspace.manifest("overview")["library web"];
    assert!(web.starts_with("0.9.0, 1.0.0 "), "{web}");
}

#[test]
fn the_features_of_a_library_are_part_of_it_wherever_they_are_requested() {
    let workspace = with_web();
    assert_eq!(workspace.changed_by("Cargo.toml", "tls", "quic"), ["overview"]);
    let chapter = "chapters-code/waits/Cargo.toml";
    assert_eq!(workspace.changed_by(chapter, "http", "http2"), ["overview"]);
    let server = "crates/server/Cargo.toml";
    let to = "web = { workspace = true, features = [\"server\"] }";
    assert_eq!(workspace.changed_by(server, "web.workspace = true", to), ["overview"]);
}

#[test]
fn the_release_profile_changes_all() {
    let changed =
        Workspace::new().changed_by("Cargo.toml", "lto = false", "lto = true");
    assert_eq!(changed, ["other", "overview"]);
}

#[test]
fn settings_that_hold_in_every_profile_change_their_experiment() {
    let workspace = Workspace::new();
    let config = "chapters-code/waits/config.toml";
    assert_eq!(workspace.changed_by(config, "\"b\"", "\"c\""), ["overview"]);
    assert!(
        workspace
            .changed_by(config, "precise = [[", "# Why.\nprecise  =  [ [")
            .is_empty()
    );
    assert!(workspace.manifest("other").contains_key(config));
}

#[test]
fn differences_are_named_in_words() {
    let (before, after) = (Workspace::new(), with_web());
    after.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"crates/*\", \"chapters-code/*\"]",
    );
    let differences =
        differences(&before.manifest("overview"), &after.manifest("overview"));
    assert_eq!(
        differences,
        [
            format!("`{SOURCE}/overview.rs` changed"),
            format!("`{SOURCE}/strategies/pool.rs` is no longer used"),
            "the library `web` is new".to_owned(),
            "the release profile changed".to_owned(),
        ]
    );
}

#[test]
fn a_library_that_only_depends_on_another_says_so() {
    let workspace = with_web();
    let then = workspace.manifest("overview");
    let mut now = then.clone();
    now.insert("library web".to_owned(), "1.0.0 0123456789abcdef".to_owned());
    assert_eq!(
        differences(&then, &now),
        [
            "the library `web` changed: still 1.0.0, but its features or what it depends on did"
        ]
    );
}
