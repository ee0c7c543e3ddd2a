//! What a learner does: the file as it is, then with an error, then solved.

use std::fs;
use std::path::Path;

use course::check::check;
use course::desk::Desk;
use course::{Catalogue, Exercise};

/// The sentence about the file with this text, and whether it passes.
fn said(desk: &Desk, exercise: &Exercise, text: &str) -> (bool, String) {
    fs::write(desk.file(exercise), text).expect("written");
    let verdict = check(desk, exercise).expect("checked");
    (verdict.passed, verdict.sentence)
}

#[test]
fn a_file_is_compiled_by_itself_and_judged_by_what_it_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    let root = root.expect("two up").to_owned();
    let catalogue = Catalogue::read(&root).expect("they can be read");
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk { root, folder: folder.path().to_owned() };
    desk.prepare(&catalogue).expect("prepared");

    // An error in another file hides nothing of this one.
    let another = catalogue.exercise("forty-at-once").expect("there is one");
    fs::write(desk.file(another), "no Rust").expect("written");

    let exercise = catalogue.exercise("two-locks").expect("there is one");
    let unsolved = fs::read_to_string(desk.file(exercise)).expect("it is there");
    let (passed, sentence) = said(&desk, exercise, &unsolved);
    assert!(!passed && sentence.contains("`Bob` has account 1"), "{sentence}");

    let (passed, sentence) = said(&desk, exercise, &unsolved.replace("-=", "-+"));
    assert!(!passed && sentence == "it does not compile", "{sentence}");

    let solution = exercise.solution().expect("there is one");
    let (passed, sentence) = said(&desk, exercise, &solution);
    assert!(passed, "{sentence}");
}
