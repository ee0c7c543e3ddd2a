//! `show … grid`: a sweep's medians with intervals, a line for each place of the
//! parameter and a column for each series.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use record::figure::{Figure, Kind};
use record::{Metric, Record, Row, Setting, quantity, stats};

use crate::cli::Format;
use crate::page::Table;

pub(super) fn print(record: &Record, figure: &Figure, format: Format) -> Result<()> {
    let (over, over_axis, metric, times_into) = match figure.kind {
        Kind::Lines { over, over_axis, metric, times_into, .. } => {
            (over, over_axis, metric, times_into)
        }
        Kind::SpeedUp { workers, baseline } => {
            (workers, "workers", Metric::Wall, Some(baseline))
        }
        _ => bail!(
            "`{}` is not a figure of a sweep; `show … table` has its numbers",
            figure.name
        ),
    };
    let mut series: Vec<&str> = Vec::new();
    let mut places: BTreeMap<u64, Vec<&Row>> = BTreeMap::new();
    for row in &record.rows {
        let Some(place) = row.settings.get(over).and_then(place) else {
            continue;
        };
        let group = row.group.as_deref().unwrap_or_default();
        if !series.contains(&group) {
            series.push(group);
        }
        places.entry(place).or_default().push(row);
    }
    if let Some(base) = times_into {
        series.retain(|group| *group != base);
    }
    if format == Format::Json {
        println!("{}", serde_json::to_string_pretty(&as_json(&places, metric))?);
        return Ok(());
    }
    let mut table =
        Table::new(std::iter::once(over_axis).chain(series.iter().copied()));
    for (place, rows) in &places {
        let of = |group: &str| {
            rows.iter().find(|row| row.group.as_deref().unwrap_or_default() == group)
        };
        let mut cells = vec![place.to_string()];
        for group in &series {
            cells.push(match (of(group), times_into) {
                (None, _) => String::new(),
                (Some(row), None) => value(row, metric, format),
                (Some(row), Some(base)) => match of(base) {
                    Some(base) => times(base, row, metric, format),
                    None => String::new(),
                },
            });
        }
        table.push(cells);
    }
    table.print();
    Ok(())
}

/// Where a row stands in a sweep.
fn place(setting: &Setting) -> Option<u64> {
    match setting {
        Setting::Count(count) => Some(*count),
        Setting::DurationNs(ns) => Some(*ns),
        Setting::Text(_) => None,
    }
}

fn value(row: &Row, metric: Metric, format: Format) -> String {
    if let Some(absence) = super::absence(row, format) {
        return absence;
    }
    stats::estimate(&stats::values(row, metric))
        .map_or_else(|| "–".to_owned(), |estimate| quantity::estimate(metric, estimate))
}

fn times(base: &Row, row: &Row, metric: Metric, format: Format) -> String {
    if let Some(absence) = super::absence(row, format) {
        return absence;
    }
    stats::paired_ratio(base, row, metric)
        .map_or_else(|| "–".to_owned(), quantity::ratio)
}

fn as_json(
    places: &BTreeMap<u64, Vec<&Row>>,
    metric: Metric,
) -> Vec<serde_json::Value> {
    let row = |place: &u64, row: &Row| {
        serde_json::json!({
            "place": place,
            "series": row.group,
            "key": row.key,
            "estimate": stats::estimate(&stats::values(row, metric)),
        })
    };
    places
        .iter()
        .flat_map(|(place, rows)| rows.iter().map(move |one| row(place, one)))
        .collect()
}
