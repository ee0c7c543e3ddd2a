//! The settings of each experiment, by profile: a chapter's `config.toml`.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use jiff::SignedDuration;
use record::{Profile, Setting, Settings};

use crate::chapter::Chapter;

/// A parsed `config.toml`.
pub(crate) struct Config(toml::Table);

impl Config {
    pub(crate) fn parse(chapter: &Chapter) -> Result<Self> {
        Ok(Self(chapter.config.parse().context("config.toml")?))
    }

    /// The settings of an experiment in a profile.
    pub(crate) fn settings(
        &self,
        experiment: &str,
        profile: Profile,
    ) -> Result<Settings> {
        let place = format!("config.toml: [{experiment}.{}]", profile.name());
        let table = self
            .0
            .get(experiment)
            .and_then(|profiles| profiles.get(profile.name()))
            .and_then(toml::Value::as_table)
            .with_context(|| format!("{place} is missing"))?;
        table
            .iter()
            .map(|(name, value)| {
                let setting = match value {
                    toml::Value::Integer(count) => parse_count(&count.to_string())?,
                    toml::Value::String(text) => parse_duration(text)
                        .unwrap_or_else(|_| Setting::Text(text.clone())),
                    other => bail!(
                        "{place}: `{name}` is {}, but a number or a text is wanted",
                        other.type_str()
                    ),
                };
                Ok((name.clone(), setting))
            })
            .collect::<Result<_>>()
            .context(place)
    }
}

/// Reads a flag's value as the same kind of setting as `like`.
pub(crate) fn parse_like(like: &Setting, text: &str) -> Result<Setting> {
    match like {
        Setting::Count(_) => parse_count(text),
        Setting::DurationNs(_) => parse_duration(text),
        Setting::Text(_) => Ok(Setting::Text(text.to_owned())),
    }
}

fn parse_count(text: &str) -> Result<Setting> {
    match text.replace('_', "").parse::<i64>() {
        Ok(count) if (1..=1_000_000_000).contains(&count) => {
            Ok(Setting::Count(count.unsigned_abs()))
        }
        Ok(_) => bail!("it has to be from 1 to 1,000,000,000"),
        Err(_) => bail!("it has to be a whole number, such as 100"),
    }
}

fn parse_duration(text: &str) -> Result<Setting> {
    let duration = duration(text)?;
    Ok(Setting::DurationNs(duration.as_nanos() as u64))
}

/// Reads a duration such as `20ms`, `1.5s` or `2m`; at most a day, and not zero.
pub(crate) fn duration(text: &str) -> Result<Duration> {
    let parsed = text
        .parse::<SignedDuration>()
        .ok()
        .and_then(|span| Duration::try_from(span).ok());
    match parsed {
        Some(duration)
            if !duration.is_zero() && duration <= Duration::from_secs(86_400) =>
        {
            Ok(duration)
        }
        Some(_) => bail!("it has to be longer than zero, and at most a day"),
        None => bail!("it has to be a length of time, such as 20ms or 1.5s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_units() {
        assert_eq!(duration("20ms").expect("valid"), Duration::from_millis(20));
        assert_eq!(duration("1.5s").expect("valid"), Duration::from_millis(1500));
        for wrong in ["20", "", "-5ms", "0ms", "fast", "2d"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn counts_are_whole_and_positive() {
        assert_eq!(parse_count("1_000").expect("valid"), Setting::Count(1000));
        for wrong in ["0", "-3", "1.5", "many", "", "99999999999999999999"] {
            assert!(parse_count(wrong).is_err(), "{wrong}");
        }
    }
}
