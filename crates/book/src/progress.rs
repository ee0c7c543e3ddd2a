//! How far a chapter's `run EXPERIMENT --progress json` is.

use serde::Deserialize;

/// A line of it. Other events, and other fields, mean nothing to the pages.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Progress {
    /// A round begins, of at most so many.
    Round {
        /// Its number, from 1.
        round: u64,
        /// The most rounds that there will be.
        of: u64,
    },
    /// A row cannot be measured.
    Failure {
        /// Its key.
        row: String,
        /// Why.
        message: String,
    },
    /// Any other.
    #[serde(other)]
    Other,
}

/// Reads a line; `None` if it is for a person.
pub(crate) fn parse(line: &str) -> Option<Progress> {
    line.starts_with('{').then(|| serde_json::from_str(line).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_and_lines_for_people_are_not() {
        let round = parse(r#"{"event":"round","round":3,"of":12}"#);
        assert_eq!(round, Some(Progress::Round { round: 3, of: 12 }));
        let failure = parse(r#"{"event":"failure","row":"pool","message":"no"}"#);
        assert!(matches!(failure, Some(Progress::Failure { .. })));
        assert_eq!(parse(r#"{"event":"new","x":1}"#), Some(Progress::Other));
        assert_eq!(parse("waiting for another measurement"), None);
        assert_eq!(parse("{ torn"), None);
    }
}
