//! Records that are stale for the harness alone.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::chapters;

/// What a change of the harness must not change to be none.
const HARNESS: &str = "crates/measure/";

/// A change of the harness, and the records that it makes stale.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The commits of the records: the harness was the same in all of them.
    pub(super) commits: BTreeSet<String>,
    /// The files' hashes, then and now.
    pub(super) files: BTreeMap<String, (String, String)>,
    /// `CHAPTER/EXPERIMENT`.
    pub(super) experiments: Vec<String>,
}

/// What a chapter says of this machine's records.
pub(super) fn listed(chapter: &str, machine: &str) -> Result<Vec<Value>> {
    let list = ["list", "--json", "--profile", "full", "--machine", machine];
    serde_json::from_str(&chapters::output(chapter, &list)?)
        .with_context(|| format!("what {chapter} lists"))
}

/// Adds what is listed to the changes, where nothing but the harness has changed.
pub(super) fn add(
    changes: &mut Vec<Change>,
    chapter: &str,
    listed: &[Value],
) -> Result<()> {
    for one in listed {
        let name =
            one["experiment"].as_str().context("an experiment without a name")?;
        let (Some(commit), Some(files)) = (one["commit"].as_str(), harness_alone(one))
        else {
            continue;
        };
        let experiment = format!("{chapter}/{name}");
        let position = changes.iter().position(|change| change.files == files);
        let change = match position {
            Some(position) => &mut changes[position],
            None => {
                changes.push(Change { files, ..Change::default() });
                changes.last_mut().expect("it was pushed")
            }
        };
        change.commits.insert(commit.to_owned());
        change.experiments.push(experiment);
    }
    Ok(())
}

/// The files that changed, if they are the only reasons and all of the harness. One that
/// is new or gone has no hash to compare.
fn harness_alone(one: &Value) -> Option<BTreeMap<String, (String, String)>> {
    let changes = one["changes"].as_object()?;
    if changes.is_empty() || one["stale"].as_array()?.len() != changes.len() {
        return None;
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    changes
        .iter()
        .map(|(name, hashes)| {
            let pair = (text(&hashes[0])?, text(&hashes[1])?);
            name.starts_with(HARNESS).then(|| (name.clone(), pair))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "it is made for the call")]
    fn listed(name: &str, changes: Value, reasons: usize) -> Value {
        json!({
            "experiment": name, "commit": format!("{name}'s"), "changes": changes,
            "stale": vec!["it changed"; reasons],
        })
    }

    #[test]
    fn records_of_two_commits_with_the_same_change_are_compared_once() {
        let change = json!({ "crates/measure/src/a.rs": ["1", "2"] });
        let all = ["one", "two"].map(|name| listed(name, change.clone(), 1));
        let mut changes = Vec::new();
        add(&mut changes, "cpu-bound", &all).expect("listed");
        let files = [("crates/measure/src/a.rs".into(), ("1".into(), "2".into()))];
        let experiments = vec!["cpu-bound/one".into(), "cpu-bound/two".into()];
        let commits = BTreeSet::from(["one's".into(), "two's".into()]);
        let files = BTreeMap::from(files);
        assert_eq!(changes, [Change { commits, files, experiments }]);
    }

    #[test]
    fn what_is_stale_for_anything_else_is_left_alone() {
        let measure = "crates/measure/src/a.rs";
        for one in [
            listed("current", json!({}), 0),
            listed("strategy", json!({ "chapters-code/a.rs": ["1", "2"] }), 1),
            listed("both", json!({ measure: ["1", "2"], "library a": ["1", "2"] }), 2),
            listed("settings-too", json!({ measure: ["1", "2"] }), 2),
            listed("new-file", json!({ measure: [null, "2"] }), 1),
            json!({ "experiment": "missing", "stale": ["not recorded"], "changes": null }),
        ] {
            let mut changes = Vec::new();
            add(&mut changes, "cpu-bound", std::slice::from_ref(&one)).expect("listed");
            assert_eq!(changes, [], "{one}");
        }
    }
}
