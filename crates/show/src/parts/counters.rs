//! `show … counters`: what the operating system counted, as medians.

use anyhow::Result;
use record::stats;
use record::{Metric, Record};

use crate::page::{Links, Table};
use crate::view::Format;
use evidence::quantity;

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

pub(super) fn text(
    record: &Record,
    links: Links<'_>,
    format: Format,
) -> Result<String> {
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
        return Ok(serde_json::to_string_pretty(&rows)?);
    }
    let mut table =
        Table::new(std::iter::once("Strategy").chain(COLUMNS.map(|(name, _)| name)));
    for row in &record.rows {
        let mut cells = vec![links.label(&record.chapter, &record.experiment, row)];
        for (_, metric) in COLUMNS {
            cells.push(median(row, metric).map_or_else(
                || "–".to_owned(),
                |value| quantity::metric(metric, value),
            ));
        }
        table.push(cells);
    }
    Ok(table.to_string())
}
