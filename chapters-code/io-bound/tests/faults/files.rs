//! What can go wrong with the files is refused before the first sample, or is a
//! row that says so.

use record::Record;

use super::support::{PROGRAM, Place, refused, skip};

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
    let place = Place::new();
    check_rows(&place.record("files", ""));
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
    let Some(place) = Place::within("/dev/shm") else {
        return skip("there is no /dev/shm to write to");
    };
    let record = place.record("files", "");
    check_rows(&record);
    for row in record.rows.iter().filter(|row| row.key.starts_with("cold-")) {
        assert_eq!(row.failures().count(), 1, "{}", row.key);
    }
}

#[test]
fn more_than_the_disk_has_is_refused_with_what_to_do() {
    let flags = "--files 1000000000 --size-kib 1000000000";
    let said = refused(&Place::new().run("files", flags));
    assert!(said.contains("MiB free: ask for fewer (`--files`)"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let place = Place::new();
    let mut command = place.command(&[PROGRAM], "files", "");
    let output = command.env("TMPDIR", "/no/such/folder").output().expect("started");
    let said = refused(&output);
    assert!(said.contains("/no/such/folder"), "{said}");
}
