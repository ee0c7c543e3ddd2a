//! Which records of a machine do not stand for the code.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::chapters;

/// An experiment, and why a machine's record of it is stale.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Experiment {
    /// Its name.
    pub(super) name: String,
    /// The reasons; empty if the record is current.
    pub(super) stale: Vec<String>,
}

/// The experiments of a chapter, as they stand on this machine with the full profile.
pub(super) fn experiments(chapter: &str, machine: &str) -> Result<Vec<Experiment>> {
    let list = ["list", "--json", "--profile", "full", "--machine", machine];
    let json = chapters::output(chapter, &list)?;
    parse(&json).with_context(|| format!("what {chapter} lists"))
}

fn parse(json: &str) -> Result<Vec<Experiment>> {
    let all: Vec<Value> = serde_json::from_str(json)?;
    all.iter()
        .map(|one| {
            let name = one["experiment"].as_str().context("it has no name")?;
            let stale = one["stale"].as_array().context("it has no `stale`")?;
            let stale = stale.iter().filter_map(Value::as_str);
            Ok(Experiment {
                name: name.to_owned(),
                stale: stale.map(str::to_owned).collect(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_chapter_lists_is_read() {
        let json = r#"[{ "experiment": "tail", "stale": ["`a.rs` changed"] }]"#;
        let tail =
            Experiment { name: "tail".into(), stale: vec!["`a.rs` changed".into()] };
        assert_eq!(parse(json).expect("valid"), [tail]);
        assert!(parse(r#"[{ "experiment": "tail" }]"#).is_err());
    }
}
