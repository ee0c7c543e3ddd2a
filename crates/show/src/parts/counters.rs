//! `show … counters`: what the operating system counted, as medians.

use record::stats;
use record::{Metric, Record};

use crate::page::{Links, Table};
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

pub(super) fn text(record: &Record, links: Links<'_>) -> String {
    let median = |row, metric| {
        stats::estimate(&stats::values(row, metric)).map(|estimate| estimate.median)
    };
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
    table.to_string()
}
