//! `show … stats`: what Python's users know from `describe()`.

use record::Metric;
use record::Record;
use record::stats::{self, Summary};

use crate::page::{Links, Table};
use evidence::quantity;

pub(super) fn text(record: &Record, links: Links<'_>) -> String {
    let mut table = Table::new([
        "Strategy", "count", "mean", "std", "min", "25 %", "50 %", "75 %", "max",
    ]);
    for row in &record.rows {
        let summary = stats::summary(&stats::values(row, Metric::Wall));
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
    table.to_string()
}
