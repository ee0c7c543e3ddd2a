//! `machines`: every recorded machine beside the others.

mod facts;
mod spread;

use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use chart::{Multiples, Panel, Size};
use clap::{Arg, ArgMatches, Command};
use evidence::quantity;
use record::machine::MachineName;
use record::{Metric, Record, Setting, stats};
use show::page::{self, Links, Table};
use show::{Format, View};

use crate::query::Query;

/// Its name, help and flags.
pub fn command() -> Command {
    let chapter = Arg::new("chapter").value_name("CHAPTER").required(true);
    let experiment =
        Arg::new("experiment").value_name("EXPERIMENT").default_value("overview");
    let of = |command: Command| {
        command.args([chapter.clone(), experiment.clone()]).args(View::flags())
    };
    Command::new("machines")
        .about("Every recorded machine beside the others, and yours if it is shown")
        .subcommand_required(true)
        .subcommand(of(
            Command::new("table").about("A row a strategy, a column a machine")
        ))
        .subcommand(of(Command::new("chart").about("A panel a machine, as SVG")))
        .subcommand(of(Command::new("spread").about(
            "By how much the gains differ from machine to machine, in a sentence",
        )))
        .subcommand(
            Command::new("facts").about("What each machine is").args(View::flags()),
        )
}

/// What it prints.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let (what, matches) = matches.subcommand().context("clap requires it")?;
    if what == "facts" {
        return facts::text(query);
    }
    let name = |name: &str| matches.get_one::<String>(name).context("clap requires it");
    let (chapter, experiment) = (name("chapter")?, name("experiment")?);
    query.library.analysis(chapter, experiment)?;
    let compared = Compared::read(query, chapter, experiment)?;
    let format = query.view.format;
    match what {
        "chart" => compared.chart(format),
        "spread" => Ok(compared.spread()),
        _ => Ok(compared.table(Links::of(query.library.pages(), format), format)),
    }
}

/// What the chart's marks mean.
const CAPTION: &str = "Further right is better. Diamond: the median of the ratio to the \
    first row, in paired rounds; bar: its 95 % interval; dashed: no gain. A dash is a row \
    without a measurement. All panels have the same logarithmic axis.";

/// One experiment on several machines.
struct Compared {
    chapter: String,
    experiment: String,
    /// Every machine; `None` where it has not measured this.
    machines: Vec<(MachineName, Option<Arc<Record>>)>,
    /// Those whose record is of other code or settings than there are now.
    out_of_date: Vec<MachineName>,
    /// The rows of any of them.
    rows: Vec<record::Row>,
}

impl Compared {
    fn read(query: &Query<'_>, chapter: &str, experiment: &str) -> Result<Self> {
        let (mut machines, mut out_of_date) = (Vec::new(), Vec::new());
        for machine in query.machines()? {
            let shown = query.of(&machine, chapter, experiment)?;
            if shown.as_ref().is_some_and(|shown| !shown.stale.is_empty()) {
                out_of_date.push(machine.clone());
            }
            machines.push((machine, shown.map(|shown| shown.record)));
        }
        Ok(Self {
            chapter: chapter.to_owned(),
            experiment: experiment.to_owned(),
            rows: rows(machines.iter().filter_map(|(_, record)| record.as_deref())),
            machines,
            out_of_date,
        })
    }

    fn spread(&self) -> String {
        let records = self.machines.iter().filter_map(|(_, record)| record.as_deref());
        spread::words(spread::of(&records.collect::<Vec<_>>()).as_ref())
    }

    fn table(&self, links: Links<'_>, format: Format) -> String {
        let head = self.machines.iter().map(|(machine, record)| match record {
            Some(record) => {
                let old = self.out_of_date.contains(machine);
                let doubt = if old { " (out of date)" } else { "" };
                format!("{machine}{doubt}: {}", settings(record))
            }
            None => machine.to_string(),
        });
        let mut table = Table::new(std::iter::once("Strategy".to_owned()).chain(head));
        for row in &self.rows {
            let label = links.label(&self.chapter, &self.experiment, row);
            let cells = self
                .machines
                .iter()
                .map(|(_, record)| cell(record.as_deref(), &row.key));
            table.push(std::iter::once(label).chain(cells).collect());
        }
        words(&table, format)
    }

    fn chart(&self, format: Format) -> Result<String> {
        let multiples = self.multiples();
        let draw = |size| {
            multiples
                .draw(size)
                .map_err(|error| anyhow!("cannot draw the machines: {error}"))
        };
        let wide = draw(Size::Wide)?;
        if format != Format::Page {
            return Ok(wide);
        }
        let both = chart::in_two_widths(&wide, &draw(Size::Narrow)?);
        Ok(page::figure("chart", &both, CAPTION))
    }

    fn multiples(&self) -> Multiples {
        let panel = |(machine, record): &(MachineName, Arc<Record>)| Panel {
            name: machine.to_string(),
            ratios: self
                .rows
                .iter()
                .map(|row| stats::speed_up(record, record.row(&row.key)?))
                .collect(),
        };
        let measured = self
            .machines
            .iter()
            .filter_map(|(machine, record)| Some((machine.clone(), record.clone()?)));
        let measured: Vec<(MachineName, Arc<Record>)> = measured.collect();
        Multiples {
            id: format!("machines-{}-{}", self.chapter, self.experiment),
            title: format!("{} {} on every machine", self.chapter, self.experiment),
            axis: "times as fast as one after another".to_owned(),
            rows: self.rows.iter().map(|row| row.label.clone()).collect(),
            panels: measured.iter().map(panel).collect(),
        }
    }
}

/// A table whose cells are words rather than numbers: the style sheet sets them to the
/// left, where a phone shows them without scrolling.
fn words(table: &Table, format: Format) -> String {
    if format == Format::Page {
        format!("<div class=\"words\">\n\n{table}\n\n</div>")
    } else {
        table.to_string()
    }
}

/// The rows of several records of one experiment: those of the first, in its
/// order, and what the others have besides.
fn rows<'r>(records: impl Iterator<Item = &'r Record>) -> Vec<record::Row> {
    let mut rows: Vec<record::Row> = Vec::new();
    for row in records.flat_map(|record| &record.rows) {
        if !rows.iter().any(|known| known.key == row.key) {
            rows.push(record::Row { samples: Vec::new(), ..row.clone() });
        }
    }
    rows
}

/// The settings of a record, for above its column: they differ by profile.
fn settings(record: &Record) -> String {
    let said = record.settings.iter().filter_map(|(name, setting)| {
        let value = match setting {
            Setting::DurationNs(ns) => quantity::time(*ns as f64),
            Setting::Count(count) => quantity::count(*count as f64),
            Setting::Text(text) => text.clone(),
        };
        (!value.is_empty()).then(|| format!("{name} {value}"))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// A row's median, and how many times as fast as the loop it is.
fn cell(record: Option<&Record>, key: &str) -> String {
    let Some(record) = record else { return "not measured".to_owned() };
    let Some(row) = record.row(key) else { return "not measured".to_owned() };
    let Some(time) = stats::estimate(&stats::values(row, Metric::Wall)) else {
        return row.why_not().to_owned();
    };
    let ratio = stats::speed_up(record, row)
        .map_or_else(String::new, |ratio| format!(", {}", quantity::ratio(ratio)));
    format!("{}{ratio}", quantity::time(time.median))
}

#[cfg(test)]
mod tests {
    use record::example;

    use super::*;

    #[test]
    fn a_row_that_only_another_machine_has_is_a_row_of_the_table() {
        let first = example::record(&[("loop", &[4.0; 6]), ("async", &[1.0; 6])]);
        let second = example::record(&[("loop", &[4.0; 6]), ("threads", &[2.0; 6])]);
        let found = rows([&first, &second].into_iter());
        let keys: Vec<&str> = found.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["loop", "async", "threads"]);
        assert_eq!(cell(Some(&first), "async"), "1.00 ms, 4.00× [4.00, 4.00]");
        assert_eq!(cell(Some(&first), "threads"), "not measured");
        assert_eq!(cell(None, "loop"), "not measured");
    }
}
