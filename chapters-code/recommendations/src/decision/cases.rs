//! The cases, and where each was measured.

use record::Metric;

use super::{At, Case, Fill, Gain, Kind, QUICKER};

const fn at(chapter: &'static str, experiment: &'static str) -> At {
    At { chapter, experiment, sweep: false }
}

const fn io(experiment: &'static str) -> At {
    at("io-bound", experiment)
}

const fn cpu(experiment: &'static str) -> At {
    at("cpu-bound", experiment)
}

const fn sweep(at: At) -> At {
    At { sweep: true, ..at }
}

/// Less of a measure of the experiment's own.
const fn less(name: &'static str, words: &'static str) -> Gain {
    Gain { metric: Metric::Own(name), words }
}

/// A case in which wall time is compared.
fn quicker(
    when: &'static str,
    fill: Fill,
    at: At,
    [take, instead_of]: [&'static str; 2],
    claim: &'static str,
) -> Case {
    Case { when, fill, at, take, instead_of, gain: QUICKER, claim }
}

/// All kinds of work with their cases.
pub fn kinds() -> Vec<Kind> {
    let kind = |work, cases| Kind { work, cases };
    vec![
        kind("Little: it is done before anybody notices", small()),
        kind("It waits for the network", network()),
        kind("It waits for files", files()),
        kind("It waits for a database in its own process", database()),
        kind("It computes", computing()),
        kind("It waits and computes", both()),
    ]
}

fn small() -> Vec<Case> {
    vec![
        quicker(
            "{} request",
            Fill::Setting("requests"),
            sweep(io("pays")),
            ["loop-1", "threads-1"],
            "one-is-no-reason",
        ),
        quicker(
            "all it computes takes {}",
            Fill::Time("loop-100"),
            sweep(cpu("pays")),
            ["loop-100", "threads-100"],
            "small-is-no-reason-for-threads",
        ),
    ]
}

fn network() -> Vec<Case> {
    let requests = Fill::Setting("requests");
    let memory = less("per_request_bytes", "less memory for each");
    vec![
        quicker(
            "{} requests, or some more",
            requests,
            sweep(io("pays")),
            ["threads-2", "loop-2"],
            "two-are-enough-for-threads",
        ),
        quicker(
            "{} at once, blocking client",
            requests,
            io("overview"),
            ["thread-each", "sequential"],
            "threads-beat-the-loop",
        ),
        quicker(
            "{} at once, async client",
            requests,
            io("overview"),
            ["async", "sequential"],
            "async-beats-the-loop",
        ),
        Case {
            when: "{} at once",
            fill: requests,
            at: sweep(io("in-flight")),
            take: "async-1000",
            instead_of: "threads-1000",
            gain: memory,
            claim: "threads-memory",
        },
        Case {
            when: "{} at once",
            fill: requests,
            at: sweep(io("in-flight")),
            take: "async-10000",
            instead_of: "threads-10000",
            gain: memory,
            claim: "ten-thousand-threads-memory",
        },
        Case {
            when: "the server can do {} at once",
            fill: Fill::Setting("places"),
            at: io("politeness"),
            take: "bounded-retry",
            instead_of: "retry-at-once",
            gain: less("attempts", "fewer requests sent"),
            claim: "hammering-costs-the-server",
        },
    ]
}

fn files() -> Vec<Case> {
    let files = Fill::Setting("files");
    vec![
        quicker(
            "{} files, not in memory",
            files,
            io("files"),
            ["cold-pool", "cold-sequential"],
            "threads-hide-the-device",
        ),
        quicker(
            "{} in memory: it computes",
            files,
            io("files"),
            ["warm-rayon", "warm-sequential"],
            "cores-read-warm-files",
        ),
        quicker(
            "async: {} in memory, one handoff",
            files,
            io("files"),
            ["warm-sequential", "warm-async"],
            "async-hands-off",
        ),
    ]
}

fn database() -> Vec<Case> {
    let queries = Fill::Setting("queries");
    vec![
        quicker(
            "{} queries, one by one",
            queries,
            io("database"),
            ["sequential", "connect-each"],
            "connecting-costs",
        ),
        quicker(
            "{} at once: it computes",
            queries,
            io("database"),
            ["pool-8", "sequential"],
            "eight-threads-gain",
        ),
        quicker(
            "async: {} queries, one handoff",
            queries,
            io("database"),
            ["sequential", "async"],
            "async-only-costs",
        ),
    ]
}

fn computing() -> Vec<Case> {
    vec![
        quicker(
            "before more cores: better code",
            Fill::Nothing,
            cpu("one-core"),
            ["odd-only", "naive-cores"],
            "better-code-on-one-core-beats-two",
        ),
        quicker(
            "{} in all, a pool is ready",
            Fill::Time("loop-10000"),
            sweep(cpu("pays")),
            ["ready-10000", "loop-10000"],
            "a-pool-pays-there",
        ),
        quicker(
            "{} equal tasks",
            Fill::Setting("tasks"),
            at("concurrency-vs-parallelism", "computing"),
            ["pool", "sequential"],
            "the-pool-is-parallel",
        ),
        quicker(
            "tasks that differ in size",
            Fill::Nothing,
            cpu("overview"),
            ["rayon", "sequential"],
            "work-stealing-uses-the-cores",
        ),
        quicker(
            "the later, the larger",
            Fill::Nothing,
            cpu("imbalance"),
            ["stealing-singly", "halves"],
            "stealing-needs-no-plan",
        ),
        quicker(
            "{} tiny tasks",
            Fill::Setting("tiny-tasks"),
            cpu("chunks"),
            ["rayon-tiny", "loop-tiny"],
            "tiny-tasks-gain-all-the-same",
        ),
        quicker(
            "all add to one number",
            Fill::Nothing,
            cpu("sharing"),
            ["local", "mutex"],
            "from-worst-to-best",
        ),
        Case {
            when: "a crash must not spread",
            fill: Fill::Nothing,
            at: cpu("overview"),
            take: "processes-batches",
            instead_of: "rayon",
            gain: Gain { words: "as quick: its price", ..QUICKER },
            claim: "processes-near-threads",
        },
    ]
}

fn both() -> Vec<Case> {
    let late = less("max_ns", "less late at worst");
    vec![
        quicker(
            "async, with much to compute",
            Fill::Nothing,
            cpu("overview"),
            ["async-rayon", "sequential"],
            "handing-off-to-a-cpu-pool-gains",
        ),
        Case {
            when: "it computes while others wait",
            fill: Fill::Nothing,
            at: io("yielding"),
            take: "separate-pool",
            instead_of: "busy",
            gain: late,
            claim: "a-pool-cures",
        },
        Case {
            when: "it blocks while others wait",
            fill: Fill::Nothing,
            at: io("yielding"),
            take: "handed-off",
            instead_of: "blocking",
            gain: late,
            claim: "handing-off-cures",
        },
    ]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use record::machine::MachineName;
    use record::store::Store;

    use super::*;

    /// A record of an experiment, of some recorded machine.
    fn recorded(at: At) -> record::Record {
        let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
        let store = Store::new(charts);
        let machines: Vec<MachineName> = store.recorded_machines().expect("listed");
        let mut records = machines
            .iter()
            .filter_map(|machine| store.read(machine, at.chapter, at.experiment).ok());
        records.next().unwrap_or_else(|| panic!("{at:?} is recorded nowhere"))
    }

    #[test]
    fn every_case_names_rows_and_values_that_a_record_has() {
        for case in kinds().iter().flat_map(|kind| &kind.cases) {
            let record = recorded(case.at);
            let take = record.row(case.take).expect(case.take);
            record.row(case.instead_of).expect(case.instead_of);
            assert_eq!(case.when.contains("{}"), !matches!(case.fill, Fill::Nothing));
            match case.fill {
                Fill::Nothing => {}
                Fill::Setting(name) => {
                    let all = record.settings.overlaid_with(&take.settings);
                    assert!(all.get(name).is_some(), "{}: no `{name}`", case.when);
                }
                Fill::Time(row) => assert!(record.row(row).is_some(), "{row}"),
            }
        }
    }

    #[test]
    fn no_kind_has_the_same_case_twice() {
        for kind in kinds() {
            let mut seen = Vec::new();
            for case in &kind.cases {
                let words = (case.when, case.take);
                assert!(!seen.contains(&words), "{words:?}");
                seen.push(words);
            }
        }
    }
}
