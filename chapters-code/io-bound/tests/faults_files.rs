//! What can go wrong with the files is refused before the first sample, or is a
//! row that says so.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use record::Record;

fn run(place: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_io-bound"))
        .args(["run", "files", "--profile", "smoke"])
        .args(arguments.split_whitespace())
        .env("BOOK_CHARTS", place)
        .env("TMPDIR", place)
        .stdin(Stdio::null())
        .output()
        .expect("started")
}

fn record(output: &Output) -> Record {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "failure is data: {said}");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    serde_json::from_value(json[0]["record"].clone()).expect("a record")
}

/// Every row but those that say why there is no cold cache here.
fn check_rows(record: &Record) {
    assert_eq!(record.rows.len(), 8);
    for row in &record.rows {
        for failure in row.failures() {
            let cold = row.group.as_deref() == Some("Cold cache");
            let says_why = ["TMPDIR", "only Linux", "/proc/self/io"]
                .iter()
                .any(|words| failure.message.contains(words));
            assert!(cold && says_why, "{}: {failure:?}", row.key);
        }
    }
}

#[test]
fn every_strategy_reads_every_file_and_leaves_none_behind() {
    let place = tempfile::tempdir().expect("a folder");
    check_rows(&record(&run(place.path(), "--json")));
    let left = std::fs::read_dir(place.path()).expect("readable").flatten();
    let left = left.filter(|entry| {
        entry.file_name().to_string_lossy().starts_with("concurrency-measured-files")
    });
    assert_eq!(left.count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_never_leave_memory_fail_the_cold_rows_and_say_what_to_do() {
    // Always in memory on Linux, where it exists at all.
    let Ok(place) = tempfile::tempdir_in("/dev/shm") else {
        let skipped = "there is no /dev/shm to write to";
        assert!(std::env::var_os("CI").is_none(), "{skipped}");
        eprintln!("skipped: {skipped}");
        return;
    };
    let record = record(&run(place.path(), "--json"));
    check_rows(&record);
    for row in record.rows.iter().filter(|row| row.key.starts_with("cold-")) {
        assert_eq!(row.failures().count(), 1, "{}", row.key);
    }
}

#[test]
fn more_than_the_disk_has_is_refused_with_what_to_do() {
    let place = tempfile::tempdir().expect("a folder");
    let output = run(place.path(), "--files 1000000000 --size-kib 1000000000");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("MiB free: ask for fewer (`--files`)"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let output = run(Path::new("/no/such/folder"), "");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("/no/such/folder"), "{said}");
}
