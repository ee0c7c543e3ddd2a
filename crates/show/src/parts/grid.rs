//! `show … grid`: a sweep's medians with intervals, a line for each place of the
//! parameter and a column for each series. Where these are many, a page has the
//! intervals below the medians.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use evidence::figure::{Figure, Kind};
use evidence::quantity;
use evidence::sweep::{Sweep, group};
use record::{Record, Row, Unit, stats};

use crate::page::Table;
use crate::view::Format;

/// A page has room for as many series with their intervals in the same line.
const MOST_IN_A_LINE: usize = 3;

pub(super) fn text(record: &Record, figure: &Figure, format: Format) -> Result<String> {
    let Kind::Lines(sweep) = &figure.kind else {
        bail!(
            "`{}` is not a figure of a sweep; `show … table` has its numbers",
            figure.name
        );
    };
    let mut places: BTreeMap<u64, (Unit, Vec<&Row>)> = BTreeMap::new();
    for row in &record.rows {
        if let Some((place, unit)) = sweep.place(row) {
            places.entry(place).or_insert_with(|| (unit, Vec::new())).1.push(row);
        }
    }
    if format == Format::Json {
        let rows = places.iter().flat_map(|(place, (_, rows))| {
            rows.iter().map(move |row| as_json(sweep, *place, row))
        });
        return Ok(serde_json::to_string_pretty(&rows.collect::<Vec<_>>())?);
    }
    let groups = sweep.groups(record);
    let broken = format == Format::Page && groups.len() > MOST_IN_A_LINE;
    let mut table = Table::new(
        std::iter::once(sweep.over_axis.as_str()).chain(groups.iter().copied()),
    );
    for (place, (unit, rows)) in &places {
        let mut cells = vec![quantity::of_unit(*unit, *place as f64)];
        cells.extend(groups.iter().map(|name| {
            let row = rows.iter().find(|row| group(row) == *name);
            let cell = row.map_or_else(String::new, |row| value(sweep, record, row));
            if broken { cell.replacen(" [", "<br>[", 1) } else { cell }
        }));
        table.push(cells);
    }
    Ok(table.to_string())
}

fn value(sweep: &Sweep, record: &Record, row: &Row) -> String {
    if let Some(absence) = super::absence(row) {
        return absence;
    }
    match (sweep.value(record, row), &sweep.times_into) {
        (None, _) => "–".to_owned(),
        (Some(times), Some(_)) => quantity::ratio(times),
        (Some(value), None) => quantity::estimate(sweep.metric, value),
    }
}

fn as_json(sweep: &Sweep, place: u64, row: &Row) -> serde_json::Value {
    serde_json::json!({
        "place": place,
        "series": row.group,
        "key": row.key,
        "settings": row.settings,
        "estimate": stats::estimate(&stats::values(row, sweep.metric)),
    })
}
