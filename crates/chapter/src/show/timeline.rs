//! `show … timeline`: what a timeline shows, as a table.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use record::figure::{Figure, Kind};
use record::{Record, Span, quantity};

use crate::cli::Format;
use crate::page::{self, Table};

pub(super) fn print(record: &Record, figure: &Figure, format: Format) -> Result<()> {
    let Kind::Timeline { rows } = &figure.kind else {
        bail!("`{}` is not a timeline", figure.name);
    };
    if format == Format::Json {
        let traces: Vec<_> = rows.iter().filter_map(|key| record.trace(key)).collect();
        println!("{}", serde_json::to_string_pretty(&traces)?);
        return Ok(());
    }
    let mut table = Table::new([
        "Strategy",
        "Tasks",
        "Processes",
        "Threads",
        "Most at once",
        "From first to last",
    ]);
    for key in rows {
        let Some(row) = record.row(key) else {
            continue;
        };
        let mut cells = vec![page::label(record, row, format)];
        if let Some(trace) = record.trace(key) {
            let spans = &trace.spans;
            let processes: BTreeSet<u32> =
                spans.iter().map(|span| span.process).collect();
            let threads: BTreeSet<(u32, u64)> =
                spans.iter().map(|span| (span.process, span.thread)).collect();
            let last = spans.iter().map(|span| span.end_ns).max().unwrap_or(0);
            cells.extend([
                spans.len().to_string(),
                processes.len().to_string(),
                threads.len().to_string(),
                most_at_once(spans).to_string(),
                quantity::time(last as f64),
            ]);
        } else {
            cells.push("not traced".to_owned());
            cells.resize(6, String::new());
        }
        table.push(cells);
    }
    table.print();
    Ok(())
}

/// The most spans that lasted at one moment.
fn most_at_once(spans: &[Span]) -> usize {
    // Where one ends as another begins, the end comes first.
    let mut changes: Vec<(u64, i64)> =
        spans.iter().flat_map(|span| [(span.begin_ns, 1), (span.end_ns, -1)]).collect();
    changes.sort_unstable();
    let mut lasting = 0;
    let depths = changes.into_iter().map(|(_, change)| {
        lasting += change;
        lasting
    });
    depths.max().unwrap_or(0) as usize
}

#[cfg(test)]
mod tests {
    use record::Phase;

    use super::*;

    #[test]
    fn what_ends_as_another_begins_is_not_at_once_with_it() {
        let span = |begin_ns, end_ns| Span {
            task: String::new(),
            phase: Phase::Waiting,
            process: 1,
            thread: 1,
            begin_ns,
            end_ns,
        };
        assert_eq!(most_at_once(&[span(0, 10), span(10, 20)]), 1);
        assert_eq!(most_at_once(&[span(0, 10), span(9, 20), span(3, 9)]), 2);
        assert_eq!(most_at_once(&[]), 0);
    }
}
