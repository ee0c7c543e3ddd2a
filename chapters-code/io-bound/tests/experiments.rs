//! Every experiment at its smallest.

use std::process::{Command, Stdio};

use record::machine::MachineName;
use record::store::Store;

#[test]
fn every_experiment_runs_without_a_failure_and_then_is_up_to_date() {
    let place = tempfile::tempdir().expect("a folder");
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_io-bound"))
            .args(["run", "--profile", "smoke"])
            .env("BOOK_CHARTS", place.path())
            .env("TMPDIR", place.path())
            .stdin(Stdio::null())
            .output()
            .expect("started")
    };
    let output = run();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let store = Store::new(place.path());
    for experiment in io_bound::chapter().experiments {
        let name = experiment.name;
        let record =
            store.read(&MachineName::local(), "io-bound", name).expect("measured");
        for row in &record.rows {
            let failures: Vec<_> = row.failures().collect();
            assert!(failures.is_empty(), "{name}, {}: {failures:?}", row.key);
            assert!(row.measured().next().is_some(), "{name}, {}", row.key);
        }
        // What is tabled was measured, too.
        for column in &experiment.columns {
            let values = record.rows.iter().flat_map(record::Row::measured);
            let mut values = values.filter_map(|(_, sample)| column.metric.of(sample));
            assert!(values.next().is_some(), "{name}: {}", column.name);
        }
        let traced: Vec<&str> =
            record.traces.iter().map(|trace| trace.row.as_str()).collect();
        assert_eq!(traced, experiment.traced, "{name}");
        assert!(record.traces.iter().all(|trace| !trace.spans.is_empty()), "{name}");
        assert!(
            store
                .path(&MachineName::local(), "io-bound", name)
                .with_extension("svg")
                .is_file(),
            "{name}"
        );
    }
    let again = run();
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(!said.contains("round 1"), "nothing is stale: {said}");
}
