//! Made-up records that exercise every kind of figure.

use evidence::figure::{Figure, Kind};
use evidence::sweep::Sweep;
use record::{
    Failure, FailureKind, Metric, Outcome, Phase, Record, Sample, Setting, Span, Trace,
    example,
};

pub(crate) fn figure(name: &str, kind: Kind) -> Figure {
    Figure { name: name.to_owned(), title: "Is a < b & c?".to_owned(), kind }
}

/// Every strategy's time.
pub(crate) fn wall_times(name: &str) -> Figure {
    figure(
        name,
        Kind::Dots { metric: Metric::Wall, axis: "time for all of it".to_owned() },
    )
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn named(points: &[(&str, &'static str)]) -> Vec<(String, Metric)> {
    points.iter().map(|(name, own)| ((*name).to_owned(), Metric::Own(own))).collect()
}

/// Samples about a value in milliseconds.
fn about(ms: f64) -> [f64; 6] {
    [1.0, 1.02, 0.99, 1.05, 0.97, 1.01].map(|factor| ms * factor)
}

/// A record with six samples a row, from key, label, group, and milliseconds.
fn rows(rows: &[(&str, &str, Option<&str>, f64)]) -> Record {
    let samples: Vec<[f64; 6]> = rows.iter().map(|row| about(row.3)).collect();
    let keyed: Vec<(&str, &[f64])> =
        rows.iter().zip(&samples).map(|(row, samples)| (row.0, &samples[..])).collect();
    let mut record = example::record(&keyed);
    for (row, (_, label, group, _)) in record.rows.iter_mut().zip(rows) {
        row.label = String::from(*label);
        row.group = group.map(String::from);
    }
    record
}

/// Makes every sample of a row fail.
pub(crate) fn fail(record: &mut Record, index: usize) {
    for sample in &mut record.rows[index].samples {
        sample.outcome = Outcome::Failed(Failure {
            kind: FailureKind::TimedOut,
            message: "slow".to_owned(),
        });
    }
}

/// Fifteen strategies in five families.
pub(crate) fn families() -> (Record, Figure) {
    let record = rows(&[
        ("sequential", "One after another", Some("One thread"), 2050.),
        ("async", "Async, one thread", Some("One thread"), 23.),
        ("facade", "Façade over threads", Some("Threads"), 26.),
        ("thread-each", "A thread per task", Some("Threads"), 24.),
        ("pool-5", "Pool of 5 threads", Some("Threads"), 410.),
        ("pool-50", "Pool of 50 threads", Some("Threads"), 43.),
        ("pool-default", "Pool of the default size", Some("Threads"), 340.),
        ("async-threads", "Async, a thread per core", Some("Async"), 23.5),
        ("blocking", "Handed off from async", Some("Async"), 31.),
        ("processes-5", "5 worker processes", Some("Processes"), 415.),
        ("processes-50", "50 worker processes", Some("Processes"), 88.),
        ("batches", "5 processes, in batches", Some("Processes"), 412.),
        ("async-processes", "Async in several processes", Some("Processes"), 34.),
        ("rayon", "Rayon's pool", Some("The wrong tool"), 1020.),
        ("rayon-more", "Rayon with more threads", Some("The wrong tool"), 260.),
    ]);
    (record, wall_times("times"))
}

fn sweep(series: &[(&str, f64)], predicted: bool) -> Record {
    let places = [1_u32, 2, 5, 10, 20, 50, 75, 100, 200];
    let mut named = Vec::new();
    for (series, latency) in series {
        for place in places {
            named.push((format!("{series}-{place}"), *series, place, *latency));
        }
    }
    let time = |place: u32, latency: f64| {
        100.0 * latency / f64::from(place.min(100)) + 0.02 * f64::from(place) + 1.0
    };
    let listed: Vec<_> = named
        .iter()
        .map(|(key, series, place, latency)| {
            (&**key, &**key, Some(*series), time(*place, *latency))
        })
        .collect();
    let mut record = rows(&listed);
    for (row, (_, _, place, latency)) in record.rows.iter_mut().zip(&named) {
        row.settings.set("workers", Setting::Count(u64::from(*place)));
        let least = 100e6 * latency / f64::from((*place).min(100));
        row.predicted_wall_ns = predicted.then_some(least as u64);
    }
    record
}

fn lines(name: &str, times_into: Option<&str>) -> Figure {
    let sweep = Sweep {
        over: "workers".to_owned(),
        over_axis: "threads in the pool".to_owned(),
        metric: Metric::Wall,
        axis: "time for all of it".to_owned(),
        times_into: times_into.map(str::to_owned),
        fitted: false,
        predicted: false,
    };
    figure(name, Kind::Lines(sweep))
}

/// A sweep at three latencies, over what is predicted; a place of one failed.
pub(crate) fn prediction() -> (Record, Figure) {
    let series = [("5 ms each", 5.), ("20 ms each", 20.), ("80 ms each", 80.)];
    let mut record = sweep(&series, true);
    fail(&mut record, 8);
    fail(&mut record, 17);
    (record, lines("workers", None))
}

/// Six series, some of which lie on each other.
pub(crate) fn six_series() -> (Record, Figure) {
    let series = [
        ("A thread per task", 20.),
        ("Async, one thread", 19.),
        ("Async, a thread per core", 18.5),
        ("Processes", 60.),
        ("Rayon", 4.),
        ("A loop", 300.),
    ];
    (sweep(&series, false), lines("six", None))
}

/// How many times as fast as a loop three others are.
pub(crate) fn speed_up() -> (Record, Figure) {
    let series = [("A loop", 20.), ("Threads", 30.), ("Async", 2.), ("Rayon", 9.)];
    (sweep(&series, false), lines("speed-up", Some("A loop")))
}

fn own(record: &mut Record, value: impl Fn(usize) -> Vec<(&'static str, f64)>) {
    for (index, row) in record.rows.iter_mut().enumerate() {
        for (Sample { outcome, .. }, factor) in row.samples.iter_mut().zip(about(1.0)) {
            if let Outcome::Ok(measured) = outcome {
                let values = value(index).into_iter();
                let own = values
                    .map(|(name, ms)| (name.to_owned(), (ms * factor * 1e6) as u64));
                measured.own.extend(own);
            }
        }
    }
}

/// Where the time of four strategies goes.
pub(crate) fn parts() -> (Record, Figure) {
    let mut record = rows(&[
        ("cold", "Threads, cold", None, 29.),
        ("warm", "Threads, warm", None, 22.),
        ("async-cold", "Async, cold", None, 24.),
        ("async-warm", "Async, warm", None, 21.),
    ]);
    let parts = named(&[
        ("client", "client_ns"),
        ("thread start", "start_ns"),
        ("connection", "connect_ns"),
        ("the server's delay", "server_ns"),
        ("reading", "read_ns"),
    ]);
    own(&mut record, |index| {
        let own = [[2., 3., 4.], [0.1, 2., 0.3], [1., 0., 3.], [0.1, 0., 0.3]][index];
        vec![
            ("client_ns", own[0]),
            ("start_ns", own[1]),
            ("connect_ns", own[2]),
            ("server_ns", 20.1),
            ("read_ns", 0.9),
        ]
    });
    (
        record,
        figure("parts", Kind::Parts { parts, axis: "time of a request".to_owned() }),
    )
}

/// The latencies of four strategies.
pub(crate) fn percentiles() -> (Record, Figure) {
    let mut record = rows(&[
        ("yields", "Yields", None, 29.),
        ("blocks", "Blocks the thread", None, 22.),
        ("pool", "A pool of its own", None, 24.),
        ("fails", "Never ends", None, 21.),
    ]);
    let points = named(&[
        ("50 %", "p50_ns"),
        ("90 %", "p90_ns"),
        ("99 %", "p99_ns"),
        ("99.9 %", "p999_ns"),
        ("max", "max_ns"),
    ]);
    own(&mut record, |index| {
        let own = [
            [1., 1.1, 1.4, 2., 3.],
            [1., 40., 200., 250., 251.],
            [1., 1.2, 2., 6., 9.],
        ];
        let own = own[index.min(2)];
        let names = ["p50_ns", "p90_ns", "p99_ns", "p999_ns", "max_ns"];
        names.into_iter().zip(own).collect()
    });
    fail(&mut record, 3);
    (
        record,
        figure(
            "latency",
            Kind::Percentiles {
                rows: keys(&["yields", "blocks", "pool", "fails"]),
                points,
                over_axis: "percentile".to_owned(),
                axis: "latency of a heartbeat".to_owned(),
            },
        ),
    )
}

/// A trace of 100 tasks of 20 ms: so many processes with so many threads, with
/// so many tasks at once on each.
fn trace(row: &str, processes: u32, threads: u32, at_once: u32) -> Trace {
    let workers = processes * threads * at_once;
    let mut spans = Vec::new();
    for task in 0..100_u32 {
        let (worker, turn) = (task % workers, task / workers);
        let begin_ns =
            u64::from(turn) * 20_600_000 + u64::from(worker / at_once) * 90_000;
        let wait = begin_ns + 20_000_000 + u64::from(task % 7) * 60_000;
        let span = |phase, begin_ns, end_ns| Span {
            task: format!("/{task}"),
            phase,
            process: 1000 + worker / at_once / threads,
            thread: u64::from(2000 + worker / at_once),
            begin_ns,
            end_ns,
        };
        spans.push(span(Phase::Waiting, begin_ns, wait));
        spans.push(span(Phase::Computing, wait, wait + 150_000));
    }
    spans.sort_by_key(|span| (span.begin_ns, span.end_ns));
    Trace { row: row.to_owned(), wall_ns: None, spans }
}

/// What each of 100 tasks did when, with six strategies; the last was not traced.
pub(crate) fn timelines() -> (Record, Figure) {
    let mut record = rows(&[
        ("sequential", "One after another", None, 2050.),
        ("pool-5", "Pool of 5 threads", None, 410.),
        ("thread-each", "A thread per task", None, 24.),
        ("async", "Async, one thread", None, 23.),
        ("processes-5", "5 worker processes", None, 415.),
        ("processes-2", "2 processes with 5 threads", None, 415.),
        ("untraced", "Newer than the record", None, 415.),
    ]);
    record.traces = vec![
        trace("sequential", 1, 1, 1),
        trace("pool-5", 1, 5, 1),
        trace("thread-each", 1, 100, 1),
        trace("async", 1, 1, 100),
        trace("processes-5", 5, 1, 1),
        trace("processes-2", 2, 5, 1),
    ];
    let rows = keys(&[
        "sequential",
        "pool-5",
        "thread-each",
        "async",
        "processes-5",
        "processes-2",
        "untraced",
    ]);
    (record, figure("timeline", Kind::Timeline { rows }))
}

/// Four ways to do eight tasks that compute, on two cores.
pub(crate) fn compared() -> (Record, Figure) {
    const MS: u64 = 1_000_000;
    let mut record = rows(&[
        ("sequential", "One after another", None, 160.),
        ("threads", "A thread per task", None, 80.),
        ("async", "Async, one thread", None, 160.),
        ("pool", "A pool of a thread per core", None, 80.),
    ]);
    let span = |task: u64, thread: u64, phase, from: u64, to: u64| Span {
        task: format!("task {task}"),
        phase,
        process: 1,
        thread,
        begin_ns: from * MS,
        end_ns: to * MS,
    };
    let mut spans = [const { Vec::new() }; 4];
    for task in 0..8 {
        spans[0].push(span(task, 1, Phase::Computing, task * 20, task * 20 + 20));
        for turn in 0..20 {
            let phase =
                if turn % 4 == task / 2 { Phase::Computing } else { Phase::Ready };
            spans[1].push(span(task, task, phase, turn * 4, turn * 4 + 4));
        }
        spans[2].push(span(task, 1, Phase::Ready, 0, task * 20));
        spans[2].push(span(task, 1, Phase::Computing, task * 20, task * 20 + 20));
        let turn = task / 2 * 20;
        spans[3].push(span(task, task % 2, Phase::Computing, turn, turn + 20));
    }
    let rows = keys(&["sequential", "threads", "async", "pool"]);
    for (row, spans) in rows.iter().zip(spans) {
        record.traces.push(Trace { row: row.clone(), wall_ns: None, spans });
    }
    (record, figure("computing", Kind::Compared { rows }))
}

/// One of every kind.
pub(crate) fn all() -> Vec<(Record, Figure)> {
    vec![
        families(),
        prediction(),
        six_series(),
        speed_up(),
        parts(),
        percentiles(),
        timelines(),
        compared(),
    ]
}
