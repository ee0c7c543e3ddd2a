//! `pays`: from where on each way pays, from the experiments that ask it.

use anyhow::{Context as _, Result, bail};
use clap::{Arg, ArgMatches, Command};
use evidence::figure::Kind;
use evidence::quantity;
use evidence::sweep::{self, Sweep};
use record::{Metric, Record, Row, near, stats};
use show::View;
use show::page::Table;

use crate::crossover::{self, BreakEven, Place};
use crate::query::Query;

/// The experiment that asks it, in each chapter that has it.
const EXPERIMENT: &str = "pays";

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("pays")
        .about("From where on each way of doing several things at once pays")
        .arg(
            Arg::new("chapter").value_name("CHAPTER").required(true).help("Whose experiment"),
        )
        .arg(Arg::new("way").value_name("WAY").help(
            "Only where this one breaks even, for a sentence: the beginning of its rows' \
             keys, such as `threads`",
        ))
        .args(View::flags())
}

/// What it prints.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let chapter = matches.get_one::<String>("chapter").context("clap requires it")?;
    let analysis = query.library.analysis(chapter, EXPERIMENT)?;
    let sweep = analysis.figures.iter().find_map(|figure| match &figure.kind {
        Kind::Lines(sweep) => Some(sweep),
        _ => None,
    });
    let sweep = sweep.context("its experiment sweeps nothing")?;
    let shown = query.shown(chapter, EXPERIMENT)?.with_context(|| {
        format!("not measured: `cargo run --release -p {chapter} -- run {EXPERIMENT}`")
    })?;
    let record = &*shown.record;
    let ways = ways(record, sweep, workers(record));
    if let Some(wanted) = matches.get_one::<String>("way") {
        let Some(way) = ways.iter().find(|way| way.key == *wanted) else {
            let known: Vec<&str> = ways.iter().map(|way| way.key.as_str()).collect();
            bail!(near::unknown("way", wanted, &known));
        };
        return Ok(way.break_even_words());
    }
    Ok(table(&ways, record, &sweep.over).to_string())
}

/// How many share the work out, where that is what gains: not where it waits.
fn workers(record: &Record) -> Option<u64> {
    let tasks = record.settings.count("tasks").ok()?;
    Some(tasks.min(record.environment.cores_usable))
}

/// One way, over the sizes.
struct Way {
    /// The beginning of its rows' keys.
    key: String,
    label: String,
    break_even: Option<BreakEven>,
    /// The loop's time where its price says that it breaks even, where that can be said.
    predicted_ns: Option<f64>,
    sure_from: Option<Sure>,
}

/// The first size from which on the whole interval of the gain is above one.
struct Sure {
    size: u64,
    loop_ns: f64,
    gain: stats::Estimate,
}

impl Way {
    fn break_even_words(&self) -> String {
        match self.break_even {
            None => "(no value: not measured)".to_owned(),
            Some(BreakEven::Below) => "less than was measured".to_owned(),
            Some(BreakEven::Beyond) => "more than was measured".to_owned(),
            Some(BreakEven::At(ns)) => quantity::time(ns),
        }
    }
}

/// Every way but the loop, in the order of the record.
fn ways(record: &Record, sweep: &Sweep, workers: Option<u64>) -> Vec<Way> {
    let Some(base) = record.row(&record.baseline).map(sweep::group) else {
        return Vec::new();
    };
    let size = |row: &Row| sweep.place(row).map(|(size, _)| size);
    let others = sweep.groups(record).into_iter().filter(|group| *group != base);
    let way = |label: &str| {
        let mut rows: Vec<(u64, &Row)> = record
            .rows
            .iter()
            .filter(|row| sweep::group(row) == label)
            .filter_map(|row| Some((size(row)?, row)))
            .collect();
        rows.sort_by_key(|(size, _)| *size);
        let (mut sizes, mut places) = (Vec::new(), Vec::new());
        for (its, row) in &rows {
            let same =
                |other: &&Row| sweep::group(other) == base && size(other) == Some(*its);
            let place = record.rows.iter().find(same).and_then(|alone| {
                let time = stats::estimate(&stats::values(alone, Metric::Wall))?;
                let gain = stats::paired_ratio(alone, row, Metric::Wall)?;
                Some(Place { loop_ns: time.median, gain })
            });
            if let Some(place) = place {
                sizes.push(*its);
                places.push(place);
            }
        }
        let key = rows.first().map_or("", |(_, row)| row.key.as_str());
        Way {
            key: key.rsplit_once('-').map_or(key, |(way, _)| way).to_owned(),
            label: label.to_owned(),
            break_even: crossover::break_even(&places),
            predicted_ns: workers
                .and_then(|workers| crossover::predicted(&places, workers as f64)),
            sure_from: crossover::sure_from(&places).map(|index| Sure {
                size: sizes[index],
                loop_ns: places[index].loop_ns,
                gain: places[index].gain,
            }),
        }
    };
    others.map(way).collect()
}

fn table(ways: &[Way], record: &Record, over: &str) -> Table {
    let base = record.row(&record.baseline).map_or("the loop", sweep::group);
    let predicted = ways.iter().any(|way| way.predicted_ns.is_some());
    let mut head = vec![
        format!("Against “{}”", base.to_lowercase()),
        "Breaks even where the loop takes".to_owned(),
    ];
    if predicted {
        head.push("Predicted".to_owned());
    }
    head.extend([
        format!("Sure gain from ({over})"),
        "where the loop takes".to_owned(),
        "Gain there".to_owned(),
    ]);
    let mut table = Table::new(head);
    for way in ways {
        let mut cells = vec![way.label.clone(), way.break_even_words()];
        if predicted {
            cells.push(way.predicted_ns.map_or_else(|| "–".to_owned(), quantity::time));
        }
        match &way.sure_from {
            Some(Sure { size, loop_ns, gain }) => cells.extend([
                quantity::count(*size as f64),
                quantity::time(*loop_ns),
                quantity::ratio(*gain),
            ]),
            None => cells.extend(["none measured", "–", "–"].map(str::to_owned)),
        }
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use record::{Setting, example};

    use super::*;

    fn over_requests() -> Sweep {
        Sweep {
            over: "requests".to_owned(),
            over_axis: String::new(),
            metric: Metric::Wall,
            axis: String::new(),
            times_into: None,
            fitted: false,
            predicted: false,
        }
    }

    /// Two ways over two sizes: the loop, and one that pays at the larger.
    fn record() -> Record {
        let mut record = example::record(&[
            ("loop-1", &[1.0; 6]),
            ("loop-10", &[10.0; 6]),
            ("threads-1", &[2.0; 6]),
            ("threads-10", &[5.0; 6]),
        ]);
        for row in &mut record.rows {
            let (way, size) = row.key.split_once('-').expect("a way and a size");
            row.group = Some(way.to_owned());
            let size = size.parse().expect("a number");
            row.settings.set("requests", Setting::Count(size));
        }
        record
    }

    #[test]
    fn a_way_breaks_even_between_two_sizes_and_is_sure_at_the_second() {
        let ways = ways(&record(), &over_requests(), Some(4));
        assert_eq!(ways.len(), 1);
        let way = &ways[0];
        assert_eq!((way.key.as_str(), way.label.as_str()), ("threads", "threads"));
        let Some(BreakEven::At(ns)) = way.break_even else {
            panic!("it is between two sizes");
        };
        assert!((3.1e6..3.2e6).contains(&ns), "{ns}");
        assert_eq!(way.sure_from.as_ref().expect("sure").size, 10);
        // Two, of which a quarter is work, in milliseconds; three quarters are saved.
        let ns = way.predicted_ns.expect("four share it");
        assert!((ns - 1.75e6 / 0.75).abs() < 1.0, "{ns}");
    }

    #[test]
    fn a_way_without_samples_says_so() {
        let mut record = record();
        for row in &mut record.rows {
            row.samples.clear();
        }
        let ways = ways(&record, &over_requests(), None);
        assert!(ways[0].sure_from.is_none());
        assert!(ways[0].break_even_words().contains("not measured"));
    }
}
