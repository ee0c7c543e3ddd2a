//! What each experiment of a chapter is measured with: its `config.toml`.
//!
//! A table an experiment, with a table of settings for each profile, and beside them
//! what decides how long and what is measured:
//!
//! ```toml
//! [overview]
//! # Ratios that have to be known well enough before the rounds stop: of two rows, in
//! # wall time or in a metric that is named; or one row's own value.
//! precise = ["sequential / async", "processes cpu / pool cpu", "async"]
//! # Rows that are traced once after the rounds, for a timeline.
//! traced = ["pool"]
//! # Rows that are traced once a round, for claims about traces.
//! traced-often = ["async"]
//!
//! [overview.quick]
//! requests = 36
//! latency = "10ms"
//! ```

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use toml::{Table, Value};

use crate::format::{Profile, Row};
use crate::metric::Metric;
use crate::near;
use crate::settings::{Setting, Settings};
use crate::stats::{self, Estimate};

/// A parsed `config.toml`.
#[derive(Clone, Debug)]
pub struct Config(Table);

/// What is wrong with a `config.toml`, and where in it.
#[derive(Debug, thiserror::Error)]
#[error("config.toml: {0}")]
pub struct ConfigError(String);

/// What decides, beside the settings, how an experiment is measured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Ratios that have to be known precisely.
    pub precise: Vec<Ratio>,
    /// The keys of rows that are traced once.
    pub traced: Vec<String>,
    /// The keys of rows that are traced as often as an interval needs.
    pub traced_often: Vec<String>,
}

/// One row's metric over another's, in paired rounds; or a row's own value.
///
/// ```
/// use record::Metric;
/// use record::config::Ratio;
///
/// let ratio: Ratio = "processes cpu / pool cpu".parse().expect("two rows");
/// assert_eq!(ratio.of, ("processes".to_owned(), Metric::Cpu));
/// assert_eq!(ratio.to_string(), "processes cpu / pool cpu");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The key of a row, and what is measured of it.
    pub of: (String, Metric),
    /// The row that it is divided by.
    pub over: Option<(String, Metric)>,
}

impl Ratio {
    /// Whether it is known as precisely as the other: a ratio is as its inverse.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let inverse = self
            .over
            .clone()
            .map(|over| Self { of: over, over: Some(self.of.clone()) });
        self == other || inverse.as_ref() == Some(other)
    }

    /// What the samples so far say of it; `None` where a row has failed, or was not
    /// measured.
    pub fn estimate(&self, rows: &[Row]) -> Option<Estimate> {
        let row = |key: &str| {
            let row = rows.iter().find(|row| row.key == key)?;
            row.failures().next().is_none().then_some(row)
        };
        let (of, metric) = &self.of;
        match &self.over {
            None => stats::estimate(&stats::values(row(of)?, *metric)),
            Some((over, other)) => {
                stats::paired((row(of)?, *metric), (row(over)?, *other))
            }
        }
    }
}

impl FromStr for Ratio {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let side = |text: &str| match text.split_whitespace().collect::<Vec<_>>()[..] {
            [row] => Ok((row.to_owned(), Metric::Wall)),
            [row, metric] => Ok((row.to_owned(), Metric::named(metric))),
            _ => Err(format!("`{text}` is not a row, or a row and a metric")),
        };
        let (of, over) = match text.split_once('/') {
            Some((of, over)) => (of, Some(side(over)?)),
            None => (text, None),
        };
        Ok(Self { of: side(of)?, over })
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |(row, metric): &(String, Metric)| match metric {
            Metric::Wall => row.clone(),
            metric => format!("{row} {metric}"),
        };
        write!(out, "{}", side(&self.of))?;
        self.over.as_ref().map_or(Ok(()), |over| write!(out, " / {}", side(over)))
    }
}

impl Config {
    /// Parses the text of a `config.toml`.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        text.parse().map(Self).map_err(|error| ConfigError(error.to_string()))
    }

    /// The experiments, in the order of the file.
    pub fn experiments(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// How an experiment is measured.
    pub fn plan(&self, experiment: &str) -> Result<Plan, ConfigError> {
        let mut plan = Plan::default();
        for (key, value) in self.table(experiment)? {
            let texts = || {
                texts(value).ok_or_else(|| {
                    ConfigError(format!(
                        "[{experiment}]: `{key}` has to be a list of texts"
                    ))
                })
            };
            match key.as_str() {
                "precise" => {
                    let ratios = texts()?;
                    let ratios: Result<_, String> =
                        ratios.iter().map(|text| text.parse()).collect();
                    plan.precise = ratios.map_err(|why| {
                        ConfigError(format!("[{experiment}]: `{key}`: {why}"))
                    })?;
                }
                "traced" => plan.traced = texts()?,
                "traced-often" => plan.traced_often = texts()?,
                profile if Profile::ALL.iter().any(|known| known.name() == profile) => {
                }
                other => {
                    let known =
                        ["precise", "traced", "traced-often", "smoke", "quick", "full"];
                    let unknown = near::unknown("key", other, &known);
                    return Err(ConfigError(format!("[{experiment}]: {unknown}")));
                }
            }
        }
        Ok(plan)
    }

    /// The settings of an experiment in a profile.
    pub fn settings(
        &self,
        experiment: &str,
        profile: Profile,
    ) -> Result<Settings, ConfigError> {
        let place = format!("[{experiment}.{}]", profile.name());
        let table = self.table(experiment)?.get(profile.name());
        let table = table
            .and_then(Value::as_table)
            .ok_or_else(|| ConfigError(format!("{place} is missing")))?;
        let setting = |(name, value): (&String, &Value)| {
            let setting = match value {
                Value::Integer(count) => count_setting(&count.to_string()),
                Value::String(text) => Ok(duration_setting(text)
                    .unwrap_or_else(|_| Setting::Text(text.clone()))),
                _ => Err("it has to be a number or a text".to_owned()),
            };
            let wrong = |why| ConfigError(format!("{place}: `{name}`: {why}"));
            Ok((name.clone(), setting.map_err(wrong)?))
        };
        table.iter().map(setting).collect()
    }

    fn table(&self, experiment: &str) -> Result<&Table, ConfigError> {
        self.0.get(experiment).and_then(Value::as_table).ok_or_else(|| {
            let known: Vec<&str> = self.experiments().collect();
            ConfigError(near::unknown("table", experiment, &known))
        })
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Reads a flag's value as the same kind of setting as `like`; an error says what it
/// has to be.
pub fn parse_like(like: &Setting, text: &str) -> Result<Setting, String> {
    match like {
        Setting::Count(_) => count_setting(text),
        Setting::DurationNs(_) => duration_setting(text),
        Setting::Text(_) => Ok(Setting::Text(text.to_owned())),
    }
}

fn count_setting(text: &str) -> Result<Setting, String> {
    match text.replace('_', "").parse::<i64>() {
        Ok(count) if (1..=1_000_000_000).contains(&count) => {
            Ok(Setting::Count(count.unsigned_abs()))
        }
        Ok(_) => Err("it has to be from 1 to 1,000,000,000".to_owned()),
        Err(_) => Err("it has to be a whole number, such as 100".to_owned()),
    }
}

fn duration_setting(text: &str) -> Result<Setting, String> {
    duration(text).map(|duration| Setting::DurationNs(duration.as_nanos() as u64))
}

/// Reads a duration such as `20ms`, `1.5s` or `2m`; at most a day, and not zero.
pub fn duration(text: &str) -> Result<Duration, String> {
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
        Some(_) => Err("it has to be longer than zero, and at most a day".to_owned()),
        None => Err("it has to be a length of time, such as 20ms or 1.5s".to_owned()),
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
        assert_eq!(count_setting("1_000").expect("valid"), Setting::Count(1000));
        for wrong in ["0", "-3", "1.5", "many", "", "99999999999999999999"] {
            assert!(count_setting(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn experiments_keep_their_order_and_plans_stand_beside_settings() {
        let text = "[zebra]\nprecise = [\"a / b\"]\ntraced = [\"a\"]\n\
                    [zebra.quick]\nrequests = 3\nlatency = \"2ms\"\n[ant.quick]\n";
        let config = Config::parse(text).expect("valid");
        assert_eq!(config.experiments().collect::<Vec<_>>(), ["zebra", "ant"]);
        let plan = config.plan("zebra").expect("valid");
        assert_eq!(plan.precise, ["a / b".parse().expect("two rows")]);
        assert_eq!(plan.traced, ["a"]);
        let settings = config.settings("zebra", Profile::Quick).expect("valid");
        assert_eq!(settings.count("requests").expect("a count"), 3);
    }

    #[test]
    fn what_is_missing_or_unknown_is_named_with_the_near_one() {
        let config = Config::parse("[overview]\npresice = []\n").expect("valid");
        let error = config.plan("overview").expect_err("unknown key").to_string();
        assert!(error.contains("`precise`"), "{error}");
        let error = config.plan("overveiw").expect_err("unknown").to_string();
        assert!(error.contains("do you mean `overview`"), "{error}");
        let error = config.settings("overview", Profile::Quick).expect_err("missing");
        assert!(error.to_string().contains("[overview.quick] is missing"), "{error}");
    }
}
