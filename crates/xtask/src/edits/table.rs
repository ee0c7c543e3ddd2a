//! The times, as a table.

use std::fmt;
use std::time::Duration;

/// What was timed.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    notes: Vec<String>,
}

struct Row {
    what: String,
    times: Vec<Duration>,
    /// In seconds.
    aim: Option<f64>,
}

impl Table {
    /// With what was timed, and what it may take at most, in seconds.
    pub(super) fn add(
        &mut self,
        what: &str,
        mut times: Vec<Duration>,
        aim: Option<f64>,
    ) {
        times.sort();
        // It takes minutes until the table is there.
        eprintln!("{what}: {} s", seconds(times.get(times.len() / 2).copied()));
        self.rows.push(Row { what: what.to_owned(), times, aim });
    }

    /// With what was left out, and why.
    pub(super) fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "| | seconds | from | to | times | at most |")?;
        writeln!(out, "|---|--:|--:|--:|--:|--:|")?;
        for Row { what, times, aim } in &self.rows {
            let [from, to] =
                [times.first(), times.last()].map(|one| seconds(one.copied()));
            let median = seconds(times.get(times.len() / 2).copied());
            let aim = aim.map_or_else(String::new, |aim| aim.to_string());
            writeln!(
                out,
                "| {what} | {median} | {from} | {to} | {} | {aim} |",
                times.len()
            )?;
        }
        self.notes.iter().try_for_each(|note| writeln!(out, "\n{note}"))
    }
}

fn seconds(time: Option<Duration>) -> String {
    time.map_or_else(String::new, |time| format!("{:.2}", time.as_secs_f64()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_median_the_range_and_the_aim() {
        let mut table = Table::default();
        let times = [900, 100, 250].map(Duration::from_millis);
        table.add("an edit", times.to_vec(), Some(0.5));
        let text = table.to_string();
        assert!(text.contains("| an edit | 0.25 | 0.10 | 0.90 | 3 | 0.5 |"), "{text}");
    }
}
