//! The values that an experiment was run with.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One value. Its kind decides how it is read from a flag and printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// How many of something; at least 1.
    Count(u64),
    /// A length of time.
    DurationNs(u64),
    /// Anything else, such as a URL. Empty means "not set".
    Text(String),
}

impl std::fmt::Display for Setting {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => write!(out, "{count}"),
            Self::DurationNs(ns) => write!(out, "{:?}", Duration::from_nanos(*ns)),
            Self::Text(text) => write!(out, "{text}"),
        }
    }
}

/// Settings by name. In JSON an object such as
/// `{"latency": {"duration_ns": 20000000}, "requests": {"count": 100}}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, Setting>);

/// A setting that is missing or of another kind than the code expects: the
/// configuration file and the code disagree.
#[derive(Debug, thiserror::Error)]
#[error(
    "the setting `{name}` is {found}, but the experiment needs {wanted}; see config.toml"
)]
pub struct SettingError {
    name: String,
    found: &'static str,
    wanted: &'static str,
}

impl Settings {
    /// The setting of this name, of whatever kind.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        self.0.get(name)
    }

    /// Adds a setting, or replaces it.
    pub fn set(&mut self, name: impl Into<String>, setting: Setting) {
        self.0.insert(name.into(), setting);
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.0.iter().map(|(name, setting)| (name.as_str(), setting))
    }

    /// These settings, and `others` over them.
    pub fn overlaid_with(&self, others: &Self) -> Self {
        let mut all = self.clone();
        for (name, setting) in others.iter() {
            all.set(name, setting.clone());
        }
        all
    }

    /// A number of something.
    pub fn count(&self, name: &str) -> Result<u64, SettingError> {
        match self.get(name) {
            Some(Setting::Count(count)) => Ok(*count),
            other => Err(mismatch(name, other, "a count")),
        }
    }

    /// A number of something; `None` where there is no such setting.
    pub fn optional_count(&self, name: &str) -> Result<Option<u64>, SettingError> {
        self.get(name).map(|_| self.count(name)).transpose()
    }

    /// A length of time.
    pub fn duration(&self, name: &str) -> Result<Duration, SettingError> {
        match self.get(name) {
            Some(Setting::DurationNs(ns)) => Ok(Duration::from_nanos(*ns)),
            other => Err(mismatch(name, other, "a duration")),
        }
    }

    /// A text; `None` where it is empty, or where there is no such setting.
    pub fn optional_text(&self, name: &str) -> Result<Option<&str>, SettingError> {
        if self.get(name).is_some() { self.text(name) } else { Ok(None) }
    }

    /// A text; `None` where it is empty.
    pub fn text(&self, name: &str) -> Result<Option<&str>, SettingError> {
        match self.get(name) {
            Some(Setting::Text(text)) if text.is_empty() => Ok(None),
            Some(Setting::Text(text)) => Ok(Some(text)),
            other => Err(mismatch(name, other, "a text")),
        }
    }
}

impl FromIterator<(String, Setting)> for Settings {
    fn from_iter<I: IntoIterator<Item = (String, Setting)>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

fn mismatch(name: &str, found: Option<&Setting>, wanted: &'static str) -> SettingError {
    SettingError {
        name: name.to_owned(),
        found: match found {
            None => "missing",
            Some(Setting::Count(_)) => "a count",
            Some(Setting::DurationNs(_)) => "a duration",
            Some(Setting::Text(_)) => "a text",
        },
        wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_count_may_be_missing_but_has_to_be_a_count() {
        let settings = Settings::from_iter([
            ("workers".to_owned(), Setting::Count(3)),
            ("url".to_owned(), Setting::Text("http://localhost".to_owned())),
        ]);
        assert_eq!(settings.optional_count("workers").expect("a count"), Some(3));
        assert_eq!(settings.optional_count("requests").expect("missing"), None);
        let error = settings.optional_count("url").expect_err("a text");
        assert!(error.to_string().contains("`url` is a text"), "{error}");
    }
}
