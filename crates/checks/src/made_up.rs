//! Records as they could have come out, to put claims to.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Analysis;
use record::{
    Ideal, Measured, Metric, Outcome, Phase, Record, Sample, Settings, Span, Trace,
    example, stats,
};

/// Every value, unless it is varied; the ideal and what is predicted, too.
const PLAIN: u64 = 1_000_000;

/// What one of them is varied to: far beyond what any claim could ask for.
const VARIED: [u64; 2] = [1, 1_000_000_000_000];

/// Cores enough for every claim that asks for some, and few enough for every other.
const CORES: [u64; 2] = [64, 2];

/// Records of an experiment in which all values are equal but for one metric of
/// one row, which is far smaller or far larger: every row and metric in turn. Then
/// the same of traces, with one task and with many, in every phase. And all of them
/// with few cores, too.
pub(super) fn records(rows: &[&str], analysis: &Analysis) -> Vec<Record> {
    let own: Vec<&'static str> = analysis
        .columns
        .iter()
        .filter_map(|column| match column.metric {
            Metric::Own(name) => Some(name),
            _ => None,
        })
        .collect();
    let common = Metric::COMMON.map(|(_, metric)| metric);
    let metrics = common.into_iter().chain(own.iter().copied().map(Metric::Own));
    let metrics: Vec<Metric> = metrics.collect();
    let mut records = Vec::new();
    for row in 0..rows.len() {
        for metric in &metrics {
            for value in VARIED {
                let mut record = plain(rows, &own);
                for sample in &mut record.rows[row].samples {
                    if let Outcome::Ok(measured) = &mut sample.outcome {
                        set(measured, *metric, value);
                    }
                }
                records.push(record);
            }
        }
    }
    let traced: BTreeSet<&str> =
        analysis.claims.iter().flat_map(evidence::claim::Claim::traced).collect();
    for row in traced {
        for phase in Phase::ALL {
            for (tasks, value) in [1, 100].into_iter().zip(VARIED) {
                let mut record = plain(rows, &own);
                let trace = trace(row, phase, tasks, value);
                record.traces = vec![trace; stats::FEWEST_FOR_AN_INTERVAL];
                records.push(record);
            }
        }
    }
    let few = records.clone().into_iter().map(|mut record| {
        record.environment.cores_usable = CORES[1];
        record
    });
    records.extend(few.collect::<Vec<_>>());
    records
}

/// So many tasks in one phase, all at once, each on a thread of its own.
fn trace(row: &str, phase: Phase, tasks: u64, wall_ns: u64) -> Trace {
    let span = |thread| Span {
        task: format!("task {thread}"),
        phase,
        process: 1,
        thread,
        begin_ns: 0,
        end_ns: PLAIN,
    };
    let spans = (0..tasks).map(span).collect();
    Trace { row: row.to_owned(), wall_ns: Some(wall_ns), spans }
}

fn plain(rows: &[&str], own: &[&'static str]) -> Record {
    let rounds = [1.0; stats::FEWEST_FOR_AN_INTERVAL];
    let rows: Vec<(&str, &[f64])> =
        rows.iter().map(|key| (*key, rounds.as_slice())).collect();
    let mut record = example::record(&rows);
    record.environment.cores_usable = CORES[0];
    record.ideal = Some(Ideal { label: "the ideal".to_owned(), wall_ns: PLAIN });
    for row in &mut record.rows {
        row.predicted_wall_ns = Some(PLAIN);
        row.settings = Settings::default();
        row.samples = (1..)
            .zip(rounds)
            .map(|(round, _)| Sample { round, outcome: Outcome::Ok(equal(own)) })
            .collect();
    }
    record
}

fn equal(own: &[&'static str]) -> Measured {
    Measured {
        user_ns: PLAIN / 2,
        system_ns: PLAIN / 2,
        voluntary_switches: PLAIN,
        involuntary_switches: PLAIN,
        peak_rss_bytes: Some(PLAIN),
        peak_threads: Some(PLAIN),
        peak_open_files: Some(PLAIN),
        own: own
            .iter()
            .map(|name| ((*name).to_owned(), PLAIN))
            .collect::<BTreeMap<_, _>>(),
        ..example::measured(PLAIN)
    }
}

fn set(measured: &mut Measured, metric: Metric, value: u64) {
    match metric {
        Metric::Wall => measured.wall_ns = value,
        Metric::Cpu => (measured.user_ns, measured.system_ns) = (value, 0),
        Metric::User => measured.user_ns = value,
        Metric::System => measured.system_ns = value,
        Metric::Voluntary => measured.voluntary_switches = value,
        Metric::Involuntary => measured.involuntary_switches = value,
        Metric::PeakRss => measured.peak_rss_bytes = Some(value),
        Metric::PeakThreads => measured.peak_threads = Some(value),
        Metric::PeakOpenFiles => measured.peak_open_files = Some(value),
        Metric::Own(name) => {
            measured.own.insert(name.to_owned(), value);
        }
    }
}
