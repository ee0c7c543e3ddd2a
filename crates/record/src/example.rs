//! A small record to test with: not a measurement.

use std::collections::BTreeMap;

use crate::format::{
    Build, Conditions, Environment, Ideal, Measured, Outcome, Profile, Reading, Record,
    Round, Row, SCHEMA_VERSION, Sample,
};
use crate::settings::{Setting, Settings};

/// A record whose rows have these wall times in milliseconds, one a round.
pub fn record(rows: &[(&str, &[f64])]) -> Record {
    let rounds = rows.iter().map(|(_, times)| times.len()).max().unwrap_or(0);
    let order: Vec<String> = rows.iter().map(|(key, _)| (*key).to_owned()).collect();
    let mut settings = Settings::default();
    settings.set("requests", Setting::Count(100));
    settings.set("latency", Setting::DurationNs(20_000_000));
    Record {
        schema_version: SCHEMA_VERSION,
        chapter: "example".to_owned(),
        experiment: "overview".to_owned(),
        profile: Profile::Quick,
        settings,
        overrides: Vec::new(),
        baseline: rows.first().map_or_else(String::new, |(key, _)| (*key).to_owned()),
        ideal: Some(Ideal { label: "one latency".to_owned(), wall_ns: 20_000_000 }),
        expected_answer: Some(42),
        build: Build {
            depends_on: BTreeMap::from([(
                "src/a.rs".to_owned(),
                "0123456789abcdef".to_owned(),
            )]),
            method: 1,
            rustc: "rustc 1.89.0".to_owned(),
            target: "x86_64-unknown-linux-gnu".to_owned(),
            opt_level: "3".to_owned(),
            rustflags: String::new(),
            git_commit: Reading::of("c0ffee".to_owned()),
            git_dirty: Reading::of(false),
        },
        environment: Environment {
            cpu_model: Reading::of("Example CPU".to_owned()),
            cores_online: Reading::of(2),
            cores_usable: 2,
            memory_bytes: Reading::of(8 << 30),
            os: Reading::of("Example OS 1".to_owned()),
            kernel: Reading::of("1.2.3".to_owned()),
            governor: Reading::unknown("no cpufreq"),
            hypervisor: Reading::of("none".to_owned()),
            open_files_limit: Reading::of(1024),
        },
        conditions: Conditions {
            load_1min_before: Reading::of(0.1),
            others_cpu_share: Reading::of(0.01),
            stolen_cpu_share: Reading::of(0.0),
            throttled_cpu_share: Reading::of(0.0),
        },
        started_utc: "2026-01-02T03:04:05Z".to_owned(),
        duration_ns: 3_000_000_000,
        seed: 7,
        rounds: (1..=rounds as u32)
            .map(|round| Round { round, order: order.clone() })
            .collect(),
        rows: rows.iter().map(|(key, times)| row(key, times)).collect(),
        traces: Vec::new(),
    }
}

fn row(key: &str, times_ms: &[f64]) -> Row {
    Row {
        key: key.to_owned(),
        label: format!("The {key} row"),
        source: format!("src/{key}.rs"),
        group: None,
        predicted_wall_ns: None,
        meant_to_fail: false,
        settings: Settings::default(),
        samples: (1..)
            .zip(times_ms)
            .map(|(round, ms)| Sample {
                round,
                outcome: Outcome::Ok(measured((ms * 1e6) as u64)),
            })
            .collect(),
    }
}

/// A sample's measurements, with this wall time.
pub fn measured(wall_ns: u64) -> Measured {
    Measured {
        wall_ns,
        user_ns: 1_500_000,
        system_ns: 500_000,
        voluntary_switches: 10,
        involuntary_switches: 1,
        peak_rss_bytes: Some(6 << 20),
        peak_threads: Some(2),
        peak_open_files: Some(10),
        answer: 42,
        own: BTreeMap::new(),
    }
}
