//! The rows of another machine, in place of those that a small profile leaves out.

use std::sync::Arc;

use record::machine::MachineName;
use record::{Record, Row};

/// What another machine measured of rows that the shown record leaves out.
#[derive(Clone, Debug)]
pub struct Lent {
    /// Whose they are.
    pub machine: MachineName,
    /// Its record.
    pub record: Arc<Record>,
    /// The rows, by key.
    pub rows: Vec<String>,
}

impl Lent {
    /// What `record` of this machine has of the rows that `shown` leaves out; `None` if
    /// it has none of them.
    pub(crate) fn to(
        shown: &Record,
        machine: MachineName,
        record: Arc<Record>,
    ) -> Option<Self> {
        let is_measured = |row: &&Row| {
            record.row(&row.key).is_some_and(|own| own.measured().next().is_some())
        };
        let left_out = left_out(shown).filter(is_measured);
        let rows: Vec<String> = left_out.map(|row| row.key.clone()).collect();
        (!rows.is_empty()).then_some(Self { machine, record, rows })
    }

    /// The shown record with these rows and their traces in their places, each labelled
    /// with its machine. None of their rounds is one of the shown record's: a ratio between two
    /// machines would compare nothing.
    pub(crate) fn merged_into(&self, shown: &Record) -> Record {
        let mut merged = shown.clone();
        let apart = shown.rounds.iter().map(|round| round.round + 1).max().unwrap_or(1);
        for row in merged.rows.iter_mut().filter(|row| self.rows.contains(&row.key)) {
            let Some(lent) = self.record.row(&row.key) else { continue };
            let place = self.machine.as_str();
            *row = Row {
                label: format!("{} ({place})", lent.label),
                group: lent.group.as_ref().map(|group| format!("{group} ({place})")),
                ..lent.clone()
            };
            for sample in row.samples.iter_mut().filter(|sample| sample.round > 0) {
                sample.round += apart;
            }
        }
        let traces = self.record.traces.iter();
        merged.traces.extend(traces.filter(|it| self.rows.contains(&it.row)).cloned());
        merged
    }
}

/// The rows that a record leaves out.
pub(crate) fn left_out(record: &Record) -> impl Iterator<Item = &Row> {
    record.rows.iter().filter(|row| row.samples.is_empty())
}

#[cfg(test)]
mod tests {
    use record::{Metric, Trace, example, stats};

    use super::*;

    #[test]
    fn a_row_that_is_left_out_is_shown_as_recorded_and_compared_with_nothing() {
        let mut shown = example::record(&[("loop", &[8.0; 6]), ("async", &[])]);
        shown.rows[1].samples.clear();
        let mut other = example::record(&[("loop", &[6.0; 6]), ("async", &[2.0; 6])]);
        let traced =
            |row: &str| Trace { row: row.to_owned(), wall_ns: None, spans: Vec::new() };
        other.traces = vec![traced("loop"), traced("async")];
        let machine: MachineName = "big".parse().expect("a name");
        let lent = Lent::to(&shown, machine, Arc::new(other)).expect("it has the row");
        assert_eq!(lent.rows, ["async"]);
        let merged = lent.merged_into(&shown);
        let row = merged.row("async").expect("there");
        assert!(row.label.ends_with(" (big)"), "{}", row.label);
        assert_eq!(stats::values(row, Metric::Wall), [2e6; 6]);
        assert_eq!(stats::speed_up(&merged, row).map(|ratio| ratio.median), None);
        assert_eq!(merged.row("loop"), shown.row("loop"));
        assert_eq!(merged.traces, [traced("async")]);
    }
}
