//! `show … counters`: what the operating system counted, as medians.

use anyhow::Result;
use record::stats;
use record::{Metric, Record};

use crate::cli::Format;
use crate::page::{self, Table};
use record::quantity;

const COLUMNS: [(&str, Metric); 6] = [
    // Not user and system apart: over some milliseconds the kernel only
    // estimates how the sum divides.
    ("CPU time", Metric::Cpu),
    ("Switches, voluntary", Metric::Voluntary),
    ("involuntary", Metric::Involuntary),
    ("Peak memory", Metric::PeakRss),
    ("Threads", Metric::PeakThreads),
    ("Open files", Metric::PeakOpenFiles),
];

pub(super) fn print(record: &Record, format: Format) -> Result<()> {
    let median = |row, metric| {
        stats::estimate(&stats::values(row, metric)).map(|estimate| estimate.median)
    };
    if format == Format::Json {
        let rows: Vec<_> = record
            .rows
            .iter()
            .map(|row| {
                let medians: Vec<_> = COLUMNS
                    .iter()
                    .map(|(_, metric)| (*metric, median(row, *metric)))
                    .collect();
                serde_json::json!({ "key": row.key, "medians": medians })
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let mut table =
        Table::new(std::iter::once("Strategy").chain(COLUMNS.map(|(name, _)| name)));
    for row in &record.rows {
        let mut cells = vec![page::label(record, row, format)];
        for (_, metric) in COLUMNS {
            cells.push(median(row, metric).map_or_else(
                || "–".to_owned(),
                |value| quantity::metric(metric, value),
            ));
        }
        table.push(cells);
    }
    table.print();
    Ok(())
}
