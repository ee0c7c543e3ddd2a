//! `show … stats`: what Python's users know from `describe()`.

use anyhow::Result;
use record::Metric;
use record::Record;
use record::stats::{self, Summary};

use crate::cli::Format;
use crate::page::{self, Table};
use record::quantity;

pub(super) fn print(record: &Record, format: Format) -> Result<()> {
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
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let mut table = Table::new([
        "Strategy", "count", "mean", "std", "min", "25 %", "50 %", "75 %", "max",
    ]);
    for (row, summary) in summaries {
        let mut cells = vec![page::label(record, row, format)];
        if let Some(Summary { count, mean, std, min, q25, median, q75, max }) = summary
        {
            cells.push(count.to_string());
            cells.extend([mean, std, min, q25, median, q75, max].map(quantity::time));
        } else {
            cells.extend([
                "0".to_owned(),
                super::absence(row, format).unwrap_or_default(),
            ]);
            cells.resize(9, String::new());
        }
        table.push(cells);
    }
    table.print();
    Ok(())
}
