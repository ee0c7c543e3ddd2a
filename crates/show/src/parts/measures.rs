//! `show … measures [COLUMNS]`: what the experiment measured itself, as medians
//! with their intervals, or with some commas in COLUMNS only these. A page has no
//! room for the intervals of more than a few columns, and shows the medians.

use anyhow::{Context as _, Result};
use evidence::Analysis;
use evidence::figure::Column;
use evidence::quantity;
use record::{Metric, Record, Row, near, stats};

use crate::page::{Links, Table};
use crate::view::Format;

/// A page has room for as many columns with intervals.
const MOST_WITH_INTERVALS: usize = 4;

pub(super) fn text(
    analysis: &Analysis,
    record: &Record,
    names: Option<&str>,
    links: Links<'_>,
    format: Format,
) -> Result<String> {
    let columns = &named(&analysis.columns, names)?;
    let with_intervals = columns.len() <= MOST_WITH_INTERVALS || format == Format::Text;
    let estimate =
        |row: &Row, metric: Metric| stats::estimate(&stats::values(row, metric));
    if columns.is_empty() {
        return Ok(String::new());
    }
    let mut table = Table::new(
        std::iter::once("Strategy")
            .chain(columns.iter().map(|column| column.label.as_str())),
    );
    // A row that is only there to be compared with measures none of them.
    let has_none = |row: &Row| {
        super::absence(row).is_none()
            && columns.iter().all(|column| {
                matches!(column.metric, Metric::Own(_))
                    && estimate(row, column.metric).is_none()
            })
    };
    for row in record.rows.iter().filter(|row| !has_none(row)) {
        let mut cells = vec![links.label(&record.chapter, &record.experiment, row)];
        if let Some(absence) = super::absence(row) {
            cells.push(absence);
            cells.resize(columns.len() + 1, String::new());
        } else {
            cells.extend(columns.iter().map(|column| {
                estimate(row, column.metric).map_or_else(
                    || "–".to_owned(),
                    |estimate| {
                        if with_intervals {
                            quantity::estimate(column.metric, estimate)
                        } else {
                            quantity::metric(column.metric, estimate.median)
                        }
                    },
                )
            }));
        }
        table.push(cells);
    }
    Ok(table.to_string())
}

/// The columns of these names, separated by commas; all without any.
fn named(columns: &[Column], names: Option<&str>) -> Result<Vec<Column>> {
    let Some(names) = names else {
        return Ok(columns.to_vec());
    };
    names
        .split(',')
        .map(|name| {
            columns.iter().find(|column| column.name == name).cloned().with_context(
                || {
                    let known: Vec<&str> =
                        columns.iter().map(|column| column.name.as_str()).collect();
                    near::unknown("column", name, &known)
                },
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use record::{Outcome, example};

    use super::*;

    #[test]
    fn a_row_that_measures_nothing_itself_is_left_out() {
        let mut record = example::record(&[("loop", &[1.0; 6]), ("pool", &[1.0; 6])]);
        for sample in &mut record.rows[1].samples {
            if let Outcome::Ok(measured) = &mut sample.outcome {
                measured.own.insert("start_ns".to_owned(), 5);
            }
        }
        let column = "question = \"\"\n[[columns]]\nname = \"start\"\nlabel = \"Starting\"\n\
                      metric = \"start_ns\"\n";
        let analysis = Analysis::parse(column).expect("valid");
        let text = text(&analysis, &record, None, Links::none(), Format::Text);
        let text = text.expect("a table");
        assert!(text.contains("pool") && !text.contains("loop"), "{text}");
    }
}
