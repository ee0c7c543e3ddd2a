//! `charts/NAME/equivalent.json`: which changes of the harness were shown to change
//! nothing. `show::equivalent` reads it.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::pending::Change;
use crate::shell;

/// How far from 1 an interval may reach.
const WITHIN: f64 = 0.02;

/// A row's wall time with the harness as it is over that with the one before.
pub(super) struct Compared {
    pub(super) chapter: String,
    pub(super) experiment: String,
    pub(super) row: String,
    /// Whether the runs were traced.
    pub(super) traced: bool,
    pub(super) ratio: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Compared {
    /// Whether the whole interval is within 2 % of 1.
    pub(super) fn is_equal(&self) -> bool {
        self.low >= 1.0 - WITHIN && self.high <= 1.0 + WITHIN
    }

    fn json(&self) -> Value {
        let Self { chapter, experiment, row, traced, ratio, low, high } = self;
        json!({
            "chapter": chapter, "experiment": experiment, "row": row, "traced": traced,
            "ratio": ratio, "low": low, "high": high,
        })
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chapter, experiment, row, traced, ratio, low, high } = self;
        let traced = if *traced { ", traced" } else { "" };
        let verdict = if self.is_equal() { "equal" } else { "not shown to be equal" };
        write!(
            out,
            "{chapter} {experiment} {row}{traced}: {ratio:.3} [{low:.3}, {high:.3}], {verdict}"
        )
    }
}

/// The file, a list with an entry for each change.
pub(super) struct Evidence(Vec<Value>);

impl Evidence {
    /// Reads it; nothing where it is not there.
    pub(super) fn read(path: &Path) -> Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .map(Self)
                .with_context(|| format!("{} is no list of changes", path.display())),
            Err(_) => Ok(Self(Vec::new())),
        }
    }

    /// With a change that was shown to change nothing.
    pub(super) fn with(
        mut self,
        change: &Change,
        commit: &str,
        compared: &[Compared],
    ) -> Result<Self> {
        let hashes = |of: fn(&(String, String)) -> &String| -> Map<String, Value> {
            let files = change.files.iter();
            files.map(|(file, pair)| (file.clone(), json!(of(pair)))).collect()
        };
        let now = shell::output(Command::new("git").args(["rev-parse", "HEAD"]))?;
        let date = shell::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
        self.0.push(json!({
            "from": hashes(|pair| &pair.0),
            "to": hashes(|pair| &pair.1),
            "rows": compared.iter().map(Compared::json).collect::<Vec<_>>(),
            "date": date.trim(),
            "commits": { "from": commit, "to": now.trim() },
        }));
        Ok(self)
    }

    /// Writes it.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.0)?;
        fs::write(path, format!("{text}\n"))
            .with_context(|| format!("cannot write {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(low: f64, high: f64) -> Compared {
        Compared {
            chapter: "cpu-bound".into(),
            experiment: "overview".into(),
            row: "sequential".into(),
            traced: false,
            ratio: 1.0,
            low,
            high,
        }
    }

    #[test]
    fn equal_is_an_interval_that_lies_within_two_per_cent() {
        assert!(compared(0.99, 1.015).is_equal());
        // Equal as far as one can see, which is not far enough.
        assert!(!compared(0.95, 1.05).is_equal());
        assert!(!compared(1.0, 1.03).is_equal());
    }
}
