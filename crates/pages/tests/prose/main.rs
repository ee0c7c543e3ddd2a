//! No measured number and no setting is typed in the prose: each is spliced from a record.

mod settings;

use std::fs;
use std::path::Path;

use regex::Regex;

/// Numbers with a unit that are no measurement.
const DEFINITIONS: [&str; 1] = ["95 %"];

fn typed_numbers(markdown: &str) -> Vec<String> {
    let remove = |text: &str, pattern: &str| {
        Regex::new(pattern).expect("valid").replace_all(text, " ").into_owned()
    };
    let prose = remove(markdown, r"(?ms)^```.*?^```");
    let prose = remove(&prose, r"(?s)<!--.*?-->");
    let prose = remove(&prose, r"`[^`]*`");
    let units = r"(?i)\d[\d.,]*\s*(?:ns|µs|us|ms|s|seconds?|milliseconds?|minutes?|kib|mib|gib|kb|mb|gb|bytes|%|×|x|times|fold|percent)(?:\b|\s|$|[.,;)])";
    Regex::new(units)
        .expect("valid")
        .find_iter(&prose)
        .map(|found| {
            found.as_str().trim().trim_end_matches(['.', ',', ';', ')']).to_owned()
        })
        .filter(|found| !DEFINITIONS.contains(&found.as_str()))
        .collect()
}

#[test]
fn no_page_has_a_typed_measurement() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
    let mut pages = 0;
    for entry in fs::read_dir(book).expect("readable") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|kind| kind == "md") {
            pages += 1;
            let text = fs::read_to_string(&path).expect("readable");
            assert_eq!(typed_numbers(&text), [""; 0], "{}", path.display());
        }
    }
    assert!(pages >= 4);
}

#[test]
fn a_typed_measurement_would_be_found() {
    assert_eq!(
        typed_numbers("It took 20 ms, 3.5 times as long."),
        ["20 ms", "3.5 times"]
    );
    assert_eq!(
        typed_numbers(
            "It took <!-- cmdrun x number 5 ms --> or `5 ms`, with 95 % confidence."
        ),
        [""; 0]
    );
    assert_eq!(typed_numbers("```sh\nrun --latency 50ms\n```\n"), [""; 0]);
}
