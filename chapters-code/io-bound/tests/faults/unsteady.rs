//! Servers that refuse, fail, stall or pause: what the rows say of them.

use record::{FailureKind, Record};

use super::support::{Place, failures, refused};

/// The record of an experiment at its smallest.
fn record(experiment: &str, flags: &str) -> Record {
    Place::new().record(experiment, flags)
}

/// What the one sample of a row measured itself.
fn own(record: &Record, key: &str, name: &str) -> Option<u64> {
    let (_, measured) = record.row(key).expect(key).measured().next().expect(key);
    measured.own.get(name).copied()
}

#[test]
fn every_client_has_every_request_decided() {
    let record = record("politeness", "");
    assert_eq!(failures(&record), [""; 0]);
    for row in &record.rows {
        let own = |name| own(&record, &row.key, name).expect(name);
        assert!((1..=30).contains(&own("succeeded")), "{}", row.key);
        assert!(own("attempts") >= 30, "{}", row.key);
        assert_eq!(own("attempts"), own("succeeded") + own("wasted"), "{}", row.key);
        assert!(own("p50_ns") >= 2_000_000 && own("p50_ns") <= own("p90_ns"));
    }
}

#[test]
fn of_a_server_that_only_fails_nothing_succeeds_and_every_attempt_is_counted() {
    let record = record("politeness", "--failing 100");
    assert_eq!(failures(&record), [""; 0]);
    for row in &record.rows {
        let own = |name| own(&record, &row.key, name);
        let sent = if row.key.contains("retry") { 30 * 3 } else { 30 };
        assert_eq!(own("succeeded"), Some(0), "{}", row.key);
        assert_eq!(own("goodput"), Some(0), "{}", row.key);
        assert_eq!(own("attempts"), Some(sent), "{}", row.key);
        assert_eq!(own("p50_ns"), None, "{}", row.key);
    }
}

#[test]
fn a_timeout_gives_up_what_stalls_and_without_one_it_is_waited_for() {
    // Whatever does not fail takes twenty latencies, which is ten timeouts.
    let flags = "--requests 16 --latency 20ms --timeout 40ms --failing 1 --stalling 99 \
                 --only bounded,bounded-retry-timeout";
    let record = record("politeness", flags);
    assert_eq!(failures(&record), [""; 0]);
    assert!(own(&record, "bounded", "succeeded") >= Some(12));
    assert_eq!(own(&record, "bounded-retry-timeout", "succeeded"), Some(0));
    assert_eq!(own(&record, "bounded-retry-timeout", "attempts"), Some(16 * 3));
}

#[test]
fn a_first_backoff_longer_than_the_longest_fails_the_rows_and_says_so() {
    let record = record("politeness", "--only bounded-retry --backoff 1s");
    let row = record.row("bounded-retry").expect("a row");
    let failure = row.failures().next().expect("refused");
    assert_eq!(failure.kind, FailureKind::Error);
    assert!(failure.message.contains("longer than the longest"), "{failure:?}");
}

#[test]
fn every_batch_is_fetched_whole_however_its_waits_vary() {
    let record = record("tail", "--only fixed-1,uniform-10,heavy-100");
    assert_eq!(failures(&record), [""; 0]);
    assert_eq!(record.expected_answer, Some(100_000));
    // The fixed wait is the shortest that a batch of it can take.
    assert!(own(&record, "fixed-1", "batch_ns") >= Some(1_000_000));
    let predicted = |key: &str| record.row(key).and_then(|row| row.predicted_wall_ns);
    assert_eq!(predicted("fixed-1"), Some(1_000_000));
    assert!(predicted("heavy-100") > predicted("uniform-10"));
}

#[test]
fn every_loop_fetches_every_url_and_orders_its_percentiles() {
    let record = record("omission", "");
    assert_eq!(failures(&record), [""; 0]);
    assert_eq!(record.expected_answer, Some((1000..1020).sum()));
    for row in &record.rows {
        let own = |name| own(&record, &row.key, name).expect(name);
        let percentiles = ["p50_ns", "p90_ns", "max_ns"].map(own);
        assert!(percentiles.is_sorted(), "{}: {percentiles:?}", row.key);
        // The run is longer than two periods, each of which begins with a pause.
        assert!(own("max_ns") >= 1_000_000, "{}", row.key);
    }
    assert!(own(&record, "open-loop", "late_ns").is_some());
}

#[test]
fn a_server_that_would_only_pause_fails_the_rows_and_says_so() {
    let record = record("omission", "--pause 10ms");
    let failures = failures(&record);
    assert_eq!(failures.len(), 3);
    assert!(failures.iter().all(|said| said.contains("never answers")), "{failures:?}");
}

#[test]
fn too_few_open_files_for_the_open_loop_are_refused() {
    let said = refused(&Place::new().run("omission", "--requests 900000000"));
    assert!(said.contains("open files"), "{said}");
}
