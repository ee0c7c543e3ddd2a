//! `show … measures`: what the experiment measured itself, as medians with
//! their intervals.

use anyhow::Result;
use measure::Experiment;
use record::{Record, quantity, stats};

use crate::cli::Format;
use crate::page::{self, Table};

pub(super) fn print(
    experiment: &Experiment,
    record: &Record,
    format: Format,
) -> Result<()> {
    let columns = &experiment.columns;
    let estimate = |row, metric| stats::estimate(&stats::values(row, metric));
    if format == Format::Json {
        let rows: Vec<_> = record
            .rows
            .iter()
            .map(|row| {
                let measures: serde_json::Map<_, _> = columns
                    .iter()
                    .map(|column| {
                        (
                            column.name.to_owned(),
                            serde_json::json!(estimate(row, column.metric)),
                        )
                    })
                    .collect();
                serde_json::json!({ "key": row.key, "measures": measures })
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    if columns.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(
        std::iter::once("Strategy").chain(columns.iter().map(|column| column.label)),
    );
    for row in &record.rows {
        let mut cells = vec![page::label(record, row, format)];
        if let Some(absence) = super::absence(row, format) {
            cells.push(absence);
            cells.resize(columns.len() + 1, String::new());
        } else {
            cells.extend(columns.iter().map(|column| {
                estimate(row, column.metric).map_or_else(
                    || "–".to_owned(),
                    |estimate| quantity::estimate(column.metric, estimate),
                )
            }));
        }
        table.push(cells);
    }
    table.print();
    Ok(())
}
