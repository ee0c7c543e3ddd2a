//! Whether each library that chapters share is compiled once for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// By library and version: the sets of features that are asked of it, each with the
/// chapters that ask so.
type Asked = BTreeMap<String, BTreeMap<BTreeSet<String>, Vec<String>>>;

#[test]
fn every_chapter_asks_for_the_same_features() {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("two up");
    let mut asked = Asked::new();
    let mut chapters = 0;
    for folder in root.join("chapters-code").read_dir().expect("a folder") {
        let folder = folder.expect("readable").path();
        // Only a chapter that measures has settings.
        if !folder.join("config.toml").is_file() {
            continue;
        }
        chapters += 1;
        let chapter =
            folder.file_name().expect("a name").to_string_lossy().into_owned();
        for (library, features) in libraries(&folder) {
            let sets = asked.entry(library).or_default();
            sets.entry(features).or_default().push(chapter.clone());
        }
    }
    assert!(chapters > 1, "no chapters to compare");
    asked.retain(|_, sets| sets.len() > 1);
    assert!(
        asked.is_empty(),
        "ask for all of them in crates/features/Cargo.toml: {asked:#?}"
    );
}

/// What a chapter's binary is linked with, each with its features.
fn libraries(chapter: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal", "--prefix", "none"])
        .args(["--no-dedupe", "--format", "{p};{f}"])
        .current_dir(chapter)
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("text");
    let linked = tree.lines().filter(|line| !line.contains("(proc-macro)"));
    linked
        .map(|line| {
            let (library, features) = line.split_once(';').expect("a semicolon");
            let features = features.split(',').map(ToOwned::to_owned).collect();
            (library.to_owned(), features)
        })
        .collect()
}
