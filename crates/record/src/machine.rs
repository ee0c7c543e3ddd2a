//! Whose numbers: the reader's own machine, or a recorded one by name.

use std::fmt;
use std::str::FromStr;

/// The folder under `charts/` that holds the reader's own numbers.
pub const LOCAL: &str = "local";

/// The name of a machine, which is also a folder's name under `charts/`:
/// lower-case letters, digits and single hyphens, at most 40 of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MachineName(String);

/// A name that could not be a folder's, or would need escaping on a page.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} cannot be a machine's name: use lower-case letters, digits and hyphens, \
     starting with a letter, at most 40, for example `thinkpad-x1`"
)]
pub struct InvalidMachineName(String);

impl MachineName {
    /// The reader's own machine.
    pub fn local() -> Self {
        Self(LOCAL.to_owned())
    }

    /// Whether this is the reader's own machine.
    pub fn is_local(&self) -> bool {
        self.0 == LOCAL
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MachineName {
    type Err = InvalidMachineName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let valid = (1..=40).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && !name.ends_with('-')
            && !name.contains("--")
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if valid {
            Ok(Self(name.to_owned()))
        } else {
            Err(InvalidMachineName(name.to_owned()))
        }
    }
}

impl fmt::Display for MachineName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_accepted() {
        for name in ["local", "thinkpad-x1", "a", "epyc-2-cores"] {
            assert!(name.parse::<MachineName>().is_ok(), "{name}");
        }
    }

    #[test]
    fn names_that_could_leave_the_folder_or_break_a_page_are_refused() {
        let long = "a".repeat(41);
        for name in [
            "",
            "..",
            "../up",
            "a/b",
            "a\\b",
            "two words",
            "it's",
            "\"q\"",
            "<b>",
            "-a",
            "a-",
            "Up",
            "a--b",
            "a\0",
            "é",
            ".hidden",
            &long,
        ] {
            let error = name.parse::<MachineName>().expect_err(name).to_string();
            assert!(error.contains("lower-case letters"), "{error}");
        }
    }
}
