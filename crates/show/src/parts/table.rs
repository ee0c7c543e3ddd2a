//! `show … table`: each strategy's time, and how many times as fast it is.

use std::fmt::Write as _;

use record::stats;
use record::{Metric, Record};

use crate::page::{Links, Table};
use crate::view::Format;
use evidence::quantity;

pub(super) fn text(record: &Record, links: Links<'_>, format: Format) -> String {
    let baseline =
        record.row(&record.baseline).map_or("the baseline", |row| row.label.as_str());
    let mut table = Table::new([
        "Strategy",
        "Median",
        "95 % interval",
        &format!("× as fast as “{baseline}”"),
    ]);
    for row in &record.rows {
        let mut cells = vec![links.label(&record.chapter, &record.experiment, row)];
        let failed = row.failures().count();
        if failed > 0 && row.measured().next().is_some() {
            let _ = write!(cells[0], " ({failed} of {} failed)", row.samples.len());
        }
        match (super::absence(row), stats::estimate(&stats::values(row, Metric::Wall)))
        {
            (None, Some(time)) => {
                cells.push(quantity::time(time.median));
                cells.push(time.interval.map_or_else(
                    || "too few rounds".to_owned(),
                    quantity::time_interval,
                ));
                cells.push(
                    stats::speed_up(record, row)
                        .map_or_else(String::new, quantity::ratio),
                );
            }
            (absence, _) => cells.extend([
                absence.unwrap_or_default(),
                String::new(),
                String::new(),
            ]),
        }
        table.push(cells);
    }
    format!("{table}{}", super::failures(record, format))
}
