//! `show … number KEY`: one value, for a sentence.
//!
//! - `SETTING`: a setting, such as `requests`
//! - `ideal`, `rounds`, `cores`
//! - `ROW/STATISTIC` of the wall time: `median`, `mean`, `std`, `min`, `max`,
//!   `low` and `high` (the interval of the median), `excess` (over the ideal)
//! - `ROW/METRIC`, a median: `cpu`, `user`, `system`, `voluntary`,
//!   `involuntary`, `memory`, `threads`, `files`
//! - `ROW/predicted`: the wall time that a model predicts
//! - `ROW/SETTING`: a setting of the row's own, such as `workers`
//! - `GROUP/serial`: the serial share that Amdahl's law fits to a group's speed-ups
//! - `ROW/OTHER/METRIC`: how many times the other's, in paired rounds; `wall` too
//!
//! A metric is one of those or a column of the experiment's own measures.

use anyhow::{Context as _, Result, anyhow};
use evidence::Analysis;
use evidence::analysis::STATISTICS;
use evidence::figure::Kind;
use record::{Metric, Record, Row, Setting, near, stats};

use crate::shown::Shown;
use crate::view::Format;
use evidence::quantity;

/// A value, and the words for it.
struct Number {
    value: serde_json::Value,
    words: String,
}

pub(super) fn text(
    analysis: &Analysis,
    shown: &Shown,
    key: &str,
    format: Format,
) -> Result<String> {
    let is_stale = !shown.stale.is_empty();
    let lent = shown.lender_of(rows_of(key));
    let record = lent.map_or(&*shown.record, |lent| &lent.record);
    let own =
        analysis.columns.iter().map(|column| (column.name.as_str(), column.metric));
    let metrics: Vec<_> = Metric::COMMON.into_iter().chain(own).collect();
    let parts: Vec<&str> = key.split('/').collect();
    let number = match parts[..] {
        [name] => single(record, name)?,
        [of, "serial"] => serial(analysis, record, of)?,
        // A record that is out of date may be older than the row.
        _ if is_stale && may_be_newer(key, record) => nothing("not recorded yet"),
        [of, name] => of_row(record, row(record, of)?, name, &metrics)?,
        [of, over, name] => {
            ratio(row(record, of)?, row(record, over)?, name, &metrics)?
        }
        _ => {
            return Err(anyhow!(
                "{key:?} has too many parts: at most ROW/OTHER/METRIC"
            ));
        }
    };
    Ok(match format {
        Format::Json => {
            serde_json::json!({ "key": key, "value": number.value }).to_string()
        }
        _ => match lent {
            Some(lent) if !is_setting(record, key) => {
                format!("{} (on {})", number.words, lent.machine)
            }
            _ => number.words,
        },
    })
}

/// Whether a key is a setting of a row's own, which is the same on every machine.
fn is_setting(record: &Record, key: &str) -> bool {
    key.split_once('/').is_some_and(|(row, name)| {
        record.row(row).is_some_and(|row| row.settings.get(name).is_some())
    })
}

/// The rows that a key names, if it names any.
fn rows_of(key: &str) -> Vec<&str> {
    match key.split('/').collect::<Vec<_>>()[..] {
        [_, "serial"] => Vec::new(),
        [of, _] => vec![of],
        [of, over, _] => vec![of, over],
        _ => Vec::new(),
    }
}

/// Whether a key names a row that the record does not have, and that may be newer.
pub(super) fn may_be_newer(key: &str, record: &Record) -> bool {
    rows_of(key).iter().any(|row| record.row(row).is_none())
}

fn row<'a>(record: &'a Record, key: &str) -> Result<&'a Row> {
    record.row(key).with_context(|| {
        let known: Vec<&str> = record.rows.iter().map(|row| row.key.as_str()).collect();
        near::unknown("row", key, &known)
    })
}

fn single(record: &Record, name: &str) -> Result<Number> {
    match (name, record.settings.get(name)) {
        ("ideal", _) => Ok(match &record.ideal {
            Some(ideal) => time(ideal.wall_ns),
            None => nothing("not known"),
        }),
        ("rounds", _) => Ok(plain(record.timed_rounds() as u64)),
        ("cores", _) => Ok(plain(record.environment.cores_usable)),
        (_, Some(found)) => Ok(setting(found)),
        (_, None) => {
            let mut known: Vec<&str> =
                record.settings.iter().map(|(name, _)| name).collect();
            known.extend(["ideal", "rounds", "cores"]);
            Err(anyhow!(near::unknown("value", name, &known)))
        }
    }
}

fn setting(setting: &Setting) -> Number {
    match setting {
        Setting::Count(count) => plain(*count),
        Setting::DurationNs(ns) => time(*ns),
        Setting::Text(text) => {
            Number { value: text.clone().into(), words: text.clone() }
        }
    }
}

fn plain(value: u64) -> Number {
    Number { value: value.into(), words: quantity::count(value as f64) }
}

/// A setting is exact: `20 ms`, not `20.0 ms`.
fn time(ns: u64) -> Number {
    let words = quantity::without_zeros(&quantity::time(ns as f64));
    Number { value: ns.into(), words }
}

fn of_row(
    record: &Record,
    row: &Row,
    name: &str,
    metrics: &[(&str, Metric)],
) -> Result<Number> {
    if name == "predicted" {
        return Ok(row
            .predicted_wall_ns
            .map_or_else(|| nothing("nothing is predicted"), time));
    }
    let metric =
        metrics.iter().find(|(metric, _)| *metric == name).map(|(_, metric)| *metric);
    if metric.is_none() && !STATISTICS.contains(&name) {
        if let Some(own) = row.settings.get(name) {
            return Ok(setting(own));
        }
        let known: Vec<&str> = STATISTICS
            .into_iter()
            .chain(metrics.iter().map(|(name, _)| *name))
            .chain(row.settings.iter().map(|(name, _)| name))
            .collect();
        return Err(anyhow!(near::unknown("statistic", name, &known)));
    }
    let is_measure = metric.is_some();
    let metric = metric.unwrap_or(Metric::Wall);
    let values = stats::values(row, metric);
    let (Some(summary), Some(estimate)) =
        (stats::summary(&values), stats::estimate(&values))
    else {
        return Ok(nothing(
            &super::absence(row).unwrap_or_else(|| "not readable here".to_owned()),
        ));
    };
    let value = match name {
        _ if is_measure => Some(summary.median),
        "mean" => Some(summary.mean),
        "std" => Some(summary.std),
        "min" => Some(summary.min),
        "max" => Some(summary.max),
        "low" => estimate.interval.map(|interval| interval.low),
        "high" => estimate.interval.map(|interval| interval.high),
        "excess" => {
            record.ideal.as_ref().map(|ideal| summary.median - ideal.wall_ns as f64)
        }
        _ => Some(summary.median),
    };
    Ok(match value {
        Some(value) => {
            Number { value: value.into(), words: quantity::metric(metric, value) }
        }
        None => nothing("not known"),
    })
}

/// What the chart of the speed-ups says of a group.
fn serial(analysis: &Analysis, record: &Record, name: &str) -> Result<Number> {
    let sweep = analysis.figures.iter().find_map(|figure| match &figure.kind {
        Kind::Lines(sweep) if sweep.fitted => Some(sweep),
        _ => None,
    });
    let sweep = sweep.context("this experiment has no figure of speed-ups")?;
    let known = sweep.groups(record);
    if !known.contains(&name) {
        return Err(anyhow!(near::unknown("group", name, &known)));
    }
    Ok(match sweep.serial_fraction(record, name) {
        Some(share) => {
            Number { value: share.into(), words: format!("{:.1} %", share * 100.0) }
        }
        None => nothing("there is one core"),
    })
}

fn ratio(
    of: &Row,
    over: &Row,
    name: &str,
    metrics: &[(&str, Metric)],
) -> Result<Number> {
    let (_, metric) =
        metrics.iter().find(|(metric, _)| *metric == name).with_context(|| {
            let known: Vec<&str> = metrics.iter().map(|(name, _)| *name).collect();
            near::unknown("metric", name, &known)
        })?;
    Ok(if let Some(ratio) = stats::paired_ratio(of, over, *metric) {
        Number { value: ratio.median.into(), words: quantity::digits(ratio.median) }
    } else {
        let absence = super::absence(of).or_else(|| super::absence(over));
        nothing(&absence.unwrap_or_else(|| "not known".to_owned()))
    })
}

/// Where a value should be and is not. A failed row is no reason to fail a page.
fn nothing(why: &str) -> Number {
    Number { value: serde_json::Value::Null, words: format!("(no value: {why})") }
}
