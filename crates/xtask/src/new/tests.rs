//! Each skeleton, in a copy of the checkout.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// This checkout, as git would have it, in another folder.
fn copy() -> tempfile::TempDir {
    let root = root();
    let folder = tempfile::tempdir().expect("a folder");
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed =
        Command::new("git").args(list).current_dir(&root).output().expect("git");
    let listed = String::from_utf8(listed.stdout).expect("text");
    for file in listed.split_terminator('\0') {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        // What is deleted and not yet committed is listed, too.
        let _ = fs::copy(root.join(file), to);
    }
    folder
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A chapter, and in it and in one that is there an experiment and a strategy.
fn all() -> Vec<New> {
    let name = || "something-new".to_owned();
    let mut all = vec![New::Chapter { name: name() }];
    for chapter in ["something-new", "cpu-bound"].map(str::to_owned) {
        all.push(New::Experiment { chapter: chapter.clone(), name: name() });
        all.push(New::Strategy { chapter, name: name() });
    }
    all
}

fn make(root: &Path, all: &[New]) {
    for new in all {
        new.changes(root).and_then(|changes| changes.write(root)).expect("made");
    }
}

#[test]
fn every_skeleton_finds_its_places_and_fills_in_its_names() {
    let folder = copy();
    make(folder.path(), &all());
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).expect(path);
    let summary = read("book/SUMMARY.md");
    let chapter = "- [Something new](something-new.md)\n  \
                   - [Something new](something-new-something-new.md)\n- [Rec";
    assert!(summary.contains(chapter), "{summary}");
    assert!(summary.contains("  - [Something new](cpu-bound-something-new.md)\n"));
    let overview = read("chapters-code/cpu-bound/src/overview.rs");
    for part in ["\"something-new\"", "\"Something new\"", "/something_new.rs\""] {
        assert!(overview.contains(part), "{part}: {overview}");
    }
    assert!(read("book/cpu-bound.md").contains("id=\"listing-something-new\""));
    for new in all() {
        let changes = new.changes(folder.path()).expect("worked out");
        let error = changes.write(folder.path()).expect_err("it is there").to_string();
        assert!(error.contains("there already"), "{error}");
    }
    for entry in ["book", "chapters-code/something-new", "chapters-code/cpu-bound/src"]
    {
        no_name_is_left(&folder.path().join(entry));
    }
}

/// `{{#include` and claims' `{}` are meant; the names of a template are not.
fn no_name_is_left(folder: &Path) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            no_name_is_left(&path);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let left = text.match_indices("{{").find(|(at, _)| {
                text[at + 2..].starts_with(|letter: char| letter.is_ascii_lowercase())
            });
            let left =
                left.map(|(at, _)| text[at..].chars().take(30).collect::<String>());
            let is_ours = path.to_string_lossy().contains("something");
            assert!(!is_ours || left.is_none(), "{}: {left:?}", path.display());
        }
    }
}

#[test]
fn names_are_lower_case_words_joined_by_hyphens() {
    for good in ["async", "async-50", "a-b-c"] {
        assert_eq!(name(good), Ok(good.to_owned()));
    }
    for bad in ["", "Async", "a--b", "-a", "a_b", "5-threads", "a b"] {
        assert!(name(bad).is_err(), "{bad}");
    }
}

#[test]
#[ignore = "compiles a chapter, a minute: cargo test --package xtask -- --ignored"]
fn the_tests_of_every_skeleton_pass() {
    let folder = copy();
    // Of the chapter that is there, no more than the text is tested: to compile it takes
    // as long again.
    make(folder.path(), &all()[..3]);
    let target = std::env::current_exe().expect("we run");
    let target = target.ancestors().nth(3).expect("target/debug/deps/xtask");
    let cargo = |arguments: &str| {
        let mut cargo = cargo(arguments.split(' '));
        cargo.current_dir(folder.path()).env("CARGO_TARGET_DIR", target);
        let output = cargo.output().expect("Cargo starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "cargo {arguments}: {stderr}{stdout}");
    };
    cargo("fmt --package something-new");
    cargo("clippy --offline --package something-new --all-targets -- --deny warnings");
    cargo("test --offline --package something-new --test chapter");
}
