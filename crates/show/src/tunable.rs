//! The settings of an experiment that a reader may turn on its page: counts and
//! lengths of time. Never a text, which may be an address or a program's name.

use std::time::Duration;

use anyhow::Result;
use record::config::Config;
use record::{Profile, Setting, Settings};
use serde::Serialize;

/// How far a setting goes beyond the profiles: as many times the largest profile's
/// value, and that part of the smallest's. A few times as long is a try; thousands of
/// times is a machine that no longer answers.
const BEYOND: u64 = 4;

/// What `config.toml`, and a flag, take at most.
const MOST: [(Kind, u64); 2] = [
    (Kind::Count, 1_000_000_000),
    (Kind::Duration, Duration::from_secs(86_400).as_nanos() as u64),
];

/// A setting that a page lets its reader turn. Lengths of time are in nanoseconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tunable {
    /// Its name, which is its flag's, too.
    pub name: String,
    /// What it counts.
    pub kind: Kind,
    /// The value that the page begins with.
    pub value: u64,
    /// The least that is taken.
    pub least: u64,
    /// The most that is taken.
    pub most: u64,
}

/// What a number of a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// How many of something.
    Count,
    /// Nanoseconds.
    Duration,
}

impl Tunable {
    /// Its flag with a value: one word of a command line, made of a known name and a
    /// number.
    pub fn flag(&self, value: u64) -> String {
        let unit = match self.kind {
            Kind::Count => "",
            Kind::Duration => "ns",
        };
        format!("--{}={value}{unit}", self.name)
    }
}

/// The settings of a try in a few words: `300 requests, 5 ms`.
pub fn in_words(values: &[(&Tunable, u64)]) -> String {
    let of =
        |kind: Kind| values.iter().filter(move |(setting, _)| setting.kind == kind);
    let is_alone = of(Kind::Duration).count() == 1;
    let counts = of(Kind::Count).map(|(setting, value)| match &setting.name {
        name if name.ends_with('s') => format!("{value} {name}"),
        name => format!("{name} {value}"),
    });
    let times = of(Kind::Duration).map(|(setting, ns)| {
        let ms = *ns as f64 / 1e6;
        if is_alone { format!("{ms} ms") } else { format!("{} {ms} ms", setting.name) }
    });
    let words = counts.chain(times).collect::<Vec<_>>().join(", ");
    if words.is_empty() { "the same settings".to_owned() } else { words }
}

/// What a reader may turn of an experiment, from the values that are `shown`; from the quick
/// profile's where none is.
pub(crate) fn tunable(
    config: &Config,
    experiment: &str,
    shown: Option<&Settings>,
) -> Result<Vec<Tunable>> {
    let mut profiles = Vec::new();
    for profile in Profile::ALL {
        profiles.push(config.settings(experiment, profile)?);
    }
    let of = |settings: &Settings, name: &str, kind: Kind| {
        settings.get(name).and_then(number).filter(|(other, _)| *other == kind)
    };
    let quick = config.settings(experiment, Profile::Quick)?;
    let all = quick.iter().filter_map(|(name, setting)| {
        let (kind, usual) = number(setting)?;
        let values = profiles.iter().filter_map(|one| of(one, name, kind));
        let values: Vec<u64> = values.map(|(_, value)| value).collect();
        let (least, most) = (values.iter().min()?, values.iter().max()?);
        let (_, limit) = MOST.into_iter().find(|(other, _)| *other == kind)?;
        Some(Tunable {
            name: name.to_owned(),
            kind,
            value: shown
                .and_then(|shown| of(shown, name, kind))
                .map_or(usual, |(_, value)| value),
            least: (least / BEYOND).max(1),
            most: most.saturating_mul(BEYOND).min(limit),
        })
    });
    Ok(all.collect())
}

fn number(setting: &Setting) -> Option<(Kind, u64)> {
    match setting {
        Setting::Count(count) => Some((Kind::Count, *count)),
        Setting::DurationNs(ns) => Some((Kind::Duration, *ns)),
        Setting::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "[overview.smoke]\nrequests = 6\nlatency = \"2ms\"\nurl = \"\"\n\
        [overview.quick]\nrequests = 50\nlatency = \"10ms\"\nurl = \"\"\n\
        [overview.full]\nrequests = 900000000\nlatency = \"150ms\"\nurl = \"http://x\"\n";

    #[test]
    fn numbers_can_be_turned_a_few_times_beyond_the_profiles_and_texts_cannot() {
        let config = Config::parse(CONFIG).expect("valid");
        let shown = Settings::from_iter([("requests".to_owned(), Setting::Count(100))]);
        let all = tunable(&config, "overview", Some(&shown)).expect("configured");
        let [latency, requests] = &all[..] else { panic!("{all:?}") };
        assert_eq!((requests.value, requests.least), (100, 1));
        assert_eq!(requests.most, 1_000_000_000, "what a flag takes at most");
        let ms = |ns| Duration::from_millis(ns).as_nanos() as u64;
        assert_eq!(latency.value, ms(10), "not shown, so the quick profile's");
        assert_eq!((latency.least, latency.most), (ms(2) / 4, ms(600)));
    }

    #[test]
    fn a_try_is_named_by_its_settings_counts_first() {
        let config = Config::parse(CONFIG).expect("valid");
        let all = tunable(&config, "overview", None).expect("valid");
        assert_eq!(
            in_words(&[(&all[0], 5_000_000), (&all[1], 300)]),
            "300 requests, 5 ms"
        );
        assert_eq!(
            in_words(&[(&all[0], 1_500), (&all[0], 0)]),
            "latency 0.0015 ms, latency 0 ms"
        );
        assert_eq!(in_words(&[]), "the same settings");
    }

    #[test]
    fn a_flag_is_one_word_that_the_command_line_reads_as_the_same_value() {
        let config = Config::parse(CONFIG).expect("valid");
        let all = tunable(&config, "overview", None).expect("valid");
        assert_eq!(all[0].flag(5_000_000), "--latency=5000000ns");
        assert_eq!(all[1].flag(300), "--requests=300");
        let read = record::config::duration("5000000ns").expect("a length of time");
        assert_eq!(read, Duration::from_millis(5));
    }
}
