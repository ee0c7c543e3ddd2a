//! Changes of the harness that were shown to change no number: the file
//! `charts/MACHINE/equivalent.json`, which `cargo xtask revalidate` writes.

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context as _, Result};
use fingerprint::Manifest;
use record::machine::MachineName;
use record::store::Store;
use serde::Deserialize;

/// Only of this crate is it shown: what else changes, changes what is measured.
const HARNESS: &str = "crates/measure/";

/// The changes, in the order in which they were shown.
#[derive(Debug, Default, Deserialize)]
pub struct Equivalent(Vec<Change>);

#[derive(Debug, Deserialize)]
struct Change {
    /// The files' hashes before.
    from: Manifest,
    /// And after.
    to: Manifest,
    /// When it was shown.
    date: String,
    /// What was compared.
    rows: Vec<Row>,
}

/// A row's wall time after the change over that before.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "as the file has it")]
struct Row {
    row: String,
    low: f64,
    high: f64,
}

impl Equivalent {
    /// What was shown on a machine.
    pub fn of(store: &Store, machine: &MachineName) -> Result<Self> {
        let path = store.root().join(machine.as_str()).join("equivalent.json");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(error).with_context(|| path.display().to_string());
            }
        };
        serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is no list of changes: delete it, and revalidate",
                path.display()
            )
        })
    }

    /// What a record depends on, with the hashes of now where a change was shown to
    /// change nothing; and the evidence, a remark for each such change.
    pub fn accept(&self, then: &Manifest) -> (Manifest, Vec<String>) {
        let mut accepted = then.clone();
        let mut remarks = Vec::new();
        for change in &self.0 {
            let is_then =
                change.from.iter().all(|(file, hash)| accepted.get(file) == Some(hash));
            let is_harness = change.from.keys().all(|file| file.starts_with(HARNESS))
                && change.from.keys().eq(change.to.keys());
            if is_then && is_harness && !change.from.is_empty() {
                accepted.extend(change.to.clone());
                remarks.push(change.remark());
            }
        }
        (accepted, remarks)
    }
}

impl Change {
    fn remark(&self) -> String {
        let rows = self
            .rows
            .iter()
            .map(|Row { row, low, high }| format!("{row} [{low:.3}, {high:.3}]"));
        format!(
            "Measured with an older harness, shown on {} to be equal within 2 %: its time over \
             the older one's is {}.",
            self.date,
            rows.collect::<Vec<_>>().join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "crates/measure/src/a.rs";

    fn manifest(file: &str, hash: &str) -> Manifest {
        Manifest::from([
            (file.to_owned(), hash.to_owned()),
            ("chapters-code/b.rs".to_owned(), "9".to_owned()),
        ])
    }

    fn shown(file: &str) -> Equivalent {
        let change = |from: &str, to: &str| {
            serde_json::json!({
                "from": { file: from }, "to": { file: to }, "date": "2026-01-02",
                "rows": [{ "row": "a", "ratio": 1.0, "low": 0.99, "high": 1.01 }],
                "commits": { "from": "x", "to": "y" },
            })
        };
        let json = serde_json::json!([change("1", "2"), change("2", "3")]);
        serde_json::from_value(json).expect("valid")
    }

    #[test]
    fn changes_that_follow_each_other_are_accepted_with_their_evidence() {
        let (accepted, remarks) = shown(FILE).accept(&manifest(FILE, "1"));
        assert_eq!(accepted, manifest(FILE, "3"));
        assert_eq!(remarks.len(), 2);
        assert!(
            remarks[0].contains("2026-01-02")
                && remarks[0].contains("a [0.990, 1.010]")
        );
    }

    #[test]
    fn what_was_not_shown_is_not_accepted() {
        let nothing = |equivalent: Equivalent, file: &str, hash: &str| {
            let then = manifest(file, hash);
            assert_eq!(equivalent.accept(&then), (then.clone(), Vec::new()));
        };
        nothing(shown(FILE), FILE, "7");
        nothing(Equivalent::default(), FILE, "1");
        // Somebody may write anything into the file.
        nothing(shown("chapters-code/a.rs"), "chapters-code/a.rs", "1");
    }

    #[test]
    fn a_machine_without_the_file_has_shown_nothing_and_a_broken_one_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path());
        let machine: MachineName = "somebody".parse().expect("valid");
        assert_eq!(Equivalent::of(&store, &machine).expect("none").0.len(), 0);
        let path = folder.path().join("somebody");
        fs::create_dir(&path).expect("made");
        fs::write(path.join("equivalent.json"), "{").expect("written");
        let error = Equivalent::of(&store, &machine).expect_err("it is broken");
        assert!(error.to_string().contains("equivalent.json"), "{error}");
    }
}
