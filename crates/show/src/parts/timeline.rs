//! `show … timeline`: what a timeline shows, as a table.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use evidence::figure::{Figure, Kind};
use evidence::{quantity, trace};
use record::{Phase, Record};

use crate::page::{Links, Table};

pub(super) fn text(
    record: &Record,
    figure: &Figure,
    links: Links<'_>,
) -> Result<String> {
    let (Kind::Timeline { rows } | Kind::Compared { rows }) = &figure.kind else {
        bail!("`{}` is not a timeline", figure.name);
    };
    let mut table = Table::new([
        "Strategy",
        "Tasks",
        "Processes",
        "Threads",
        "Most under way",
        "Most computing",
        "From first to last",
    ]);
    let cores = usize::try_from(record.environment.cores_usable).unwrap_or(usize::MAX);
    for key in rows {
        let Some(row) = record.row(key) else {
            continue;
        };
        let mut cells = vec![links.label(&record.chapter, &record.experiment, row)];
        if let Some(trace) = record.trace(key) {
            let spans = &trace.spans;
            let processes: BTreeSet<u32> =
                spans.iter().map(|span| span.process).collect();
            let last = spans.iter().map(|span| span.end_ns).max().unwrap_or(0);
            cells.extend([
                trace::tasks(spans).to_string(),
                processes.len().to_string(),
                trace::threads(spans).to_string(),
                trace::at_once(spans.iter()).to_string(),
                // More than there are cores cannot be: when one ended is known roughly.
                trace::at_once_in(spans, Phase::Computing).min(cores).to_string(),
                quantity::time(last as f64),
            ]);
        } else {
            cells.push("not traced".to_owned());
            cells.resize(7, String::new());
        }
        table.push(cells);
    }
    Ok(table.to_string())
}
