//! A metric over a swept setting: where each row stands, and what it shows there.

use record::stats::{self, Estimate};
use record::{Metric, Record, Row, Setting, Unit};

/// What a figure of lines shows.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The row's setting that is swept.
    pub over: String,
    /// That axis in words.
    pub over_axis: String,
    /// What is shown.
    pub metric: Metric,
    /// That axis in words.
    pub axis: String,
    /// Show how many times the value goes into this group's at the same place, in
    /// paired rounds (its speed-up), not the value.
    pub times_into: Option<String>,
    /// Whether Amdahl's law is fitted to each, and the ideal drawn beside them.
    pub fitted: bool,
    /// Whether what rows predict is this metric: a time that the experiment measured
    /// itself. The wall time needs no word.
    pub predicted: bool,
}

impl Sweep {
    /// The row's value of what is swept, and its unit.
    pub fn place(&self, row: &Row) -> Option<(u64, Unit)> {
        match row.settings.get(&self.over)? {
            Setting::Count(count) => Some((*count, Unit::Count)),
            Setting::DurationNs(ns) => Some((*ns, Unit::Time)),
            Setting::Text(_) => None,
        }
    }

    /// The groups that are shown, in the order of the record.
    pub fn groups<'r>(&self, record: &'r Record) -> Vec<&'r str> {
        let mut groups = Vec::new();
        for row in record.rows.iter().filter(|row| self.place(row).is_some()) {
            if !groups.contains(&group(row))
                && Some(group(row)) != self.times_into.as_deref()
            {
                groups.push(group(row));
            }
        }
        groups
    }

    /// What is shown of a row: its value, or how many times it goes into that of
    /// the other group at the same place, in paired rounds.
    pub fn value(&self, record: &Record, row: &Row) -> Option<Estimate> {
        if self.times_into.is_none() {
            return stats::estimate(&stats::values(row, self.metric));
        }
        stats::paired_ratio(self.base(record, row)?, row, self.metric)
    }

    /// The row that this one is compared with; `None` where it is not.
    pub fn base<'r>(&self, record: &'r Record, row: &Row) -> Option<&'r Row> {
        let base = self.times_into.as_deref()?;
        let same_place = |other: &&Row| self.place(other) == self.place(row);
        record.rows.iter().filter(same_place).find(|other| group(other) == base)
    }

    /// Amdahl's serial fraction of a group's speed-ups over workers, as far as each
    /// worker has a core of its own; `None` if that is one worker at most.
    pub fn serial_fraction(&self, record: &Record, name: &str) -> Option<f64> {
        let cores = record.environment.cores_usable;
        let points =
            record.rows.iter().filter(|row| group(row) == name).filter_map(|row| {
                let (workers, _) =
                    self.place(row).filter(|(place, _)| *place <= cores)?;
                Some((workers as f64, self.value(record, row)?.median))
            });
        stats::serial_fraction(&points.collect::<Vec<_>>())
    }
}

/// The name of a row's series.
pub fn group(row: &Row) -> &str {
    row.group.as_deref().unwrap_or_default()
}
