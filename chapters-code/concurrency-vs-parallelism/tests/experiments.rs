//! Every experiment at its smallest.

use std::path::Path;

#[test]
fn every_experiment_runs_without_a_failure_and_then_is_up_to_date() {
    let place = tempfile::tempdir().expect("a folder");
    let executable = Path::new(env!("CARGO_BIN_EXE_concurrency-vs-parallelism"));
    chapter::checks::runs_at_its_smallest(
        &concurrency_vs_parallelism::chapter(),
        executable,
        place.path(),
    )
    .expect("it runs");
}
