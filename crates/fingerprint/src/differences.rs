//! What has changed from one manifest to another, in words.

use std::collections::BTreeSet;

use crate::Manifest;

/// Names what differs, each as the rest of a sentence, in the order of the manifest.
///
/// ```
/// use fingerprint::{Manifest, differences};
///
/// let then = Manifest::from([("library web".into(), "1.0.0 5d41402abc4b2a76".into())]);
/// let now = Manifest::from([
///     ("library web".into(), "1.0.1 7d793037a0760186".into()),
///     ("src/pool.rs".into(), "9af31c02d4e5f607".into()),
/// ]);
/// assert_eq!(
///     differences(&then, &now),
///     ["the library `web` changed: 1.0.0 then, 1.0.1 now", "`src/pool.rs` is new"]
/// );
/// ```
pub fn differences(then: &Manifest, now: &Manifest) -> Vec<String> {
    let names: BTreeSet<_> = then.keys().chain(now.keys()).collect();
    names
        .into_iter()
        .filter(|name| then.get(*name) != now.get(*name))
        .map(|name| {
            let library = name.strip_prefix("library ");
            let subject = match library {
                Some(library) => format!("the library `{library}`"),
                None if name.contains(['/', '.']) => format!("`{name}`"),
                None => format!("the {name}"),
            };
            match (then.get(name), now.get(name)) {
                (None, _) => format!("{subject} is new"),
                (_, None) => format!("{subject} is no longer used"),
                (Some(then), Some(now)) if library.is_some() => {
                    library_change(&subject, versions(then), versions(now))
                }
                _ => format!("{subject} changed"),
            }
        })
        .collect()
}

fn library_change(subject: &str, then: &str, now: &str) -> String {
    if then == now {
        format!(
            "{subject} changed: still {now}, but its features or what it depends on did"
        )
    } else {
        format!("{subject} changed: {then} then, {now} now")
    }
}

/// The versions of "1.0.0, 2.0.0 5d41402abc4b2a76".
fn versions(description: &str) -> &str {
    description.rsplit_once(' ').map_or(description, |(versions, _)| versions)
}
