//! `show … stats`: what Python's users know from `describe()`.

use anyhow::Result;
use record::Metric;
use record::Record;
use record::stats::{self, Summary};

use crate::page::{Links, Table};
use crate::view::Format;
use evidence::quantity;

pub(super) fn text(
    record: &Record,
    links: Links<'_>,
    format: Format,
) -> Result<String> {
    let summaries: Vec<(_, Option<Summary>)> = record
        .rows
        .iter()
        .map(|row| (row, stats::summary(&stats::values(row, Metric::Wall))))
        .collect();
    if format == Format::Json {
        let rows: Vec<_> = summaries
            .iter()
            .map(|(row, summary)| serde_json::json!({ "key": row.key, "wall_ns": summary }))
            .collect();
        return Ok(serde_json::to_string_pretty(&rows)?);
    }
    let mut table = Table::new([
        "Strategy", "count", "mean", "std", "min", "25 %", "50 %", "75 %", "max",
    ]);
    for (row, summary) in summaries {
        let mut cells = vec![links.label(&record.chapter, &record.experiment, row)];
        if let Some(Summary { count, mean, std, min, q25, median, q75, max }) = summary
        {
            cells.push(count.to_string());
            cells.extend([mean, std, min, q25, median, q75, max].map(quantity::time));
        } else {
            cells.extend(["0".to_owned(), super::absence(row).unwrap_or_default()]);
            cells.resize(9, String::new());
        }
        table.push(cells);
    }
    Ok(table.to_string())
}
