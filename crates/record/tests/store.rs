//! Records survive the disk, and the disk's faults leave the old record whole.

use std::fs;

use record::machine::MachineName;
use record::store::{self, ReadError, Store};
use record::{Record, example};

fn stored() -> (tempfile::TempDir, Store, Record) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path());
    let record = example::record(&[("slow", &[100.0; 6]), ("fast", &[20.0; 6])]);
    store.write(&MachineName::local(), &record).expect("written");
    (folder, store, record)
}

fn read(store: &Store) -> Result<Record, ReadError> {
    store.read(&MachineName::local(), "example", "overview")
}

#[test]
fn a_record_is_read_back_as_it_was_written() {
    let (_folder, store, record) = stored();
    assert_eq!(read(&store).expect("readable"), record);
}

#[test]
fn a_record_that_is_not_there_is_missing_not_corrupt() {
    let (_folder, store, _) = stored();
    let error =
        store.read(&MachineName::local(), "example", "other").expect_err("missing");
    assert!(matches!(error, ReadError::Missing(_)));
    assert!(!error.is_unusable());
}

#[test]
fn an_unknown_version_is_refused_by_name() {
    let (_folder, store, _) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let text = fs::read_to_string(&path).expect("readable");
    fs::write(&path, text.replace("\"schema_version\":2", "\"schema_version\":99"))
        .expect("written");
    let error = read(&store).expect_err("unknown version");
    assert!(matches!(error, ReadError::UnknownVersion { found: 99, .. }), "{error}");
    assert!(error.to_string().contains("version 99"), "{error}");
}

#[test]
fn truncated_foreign_and_binary_files_are_corrupt_and_named() {
    let (_folder, store, _) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let whole = fs::read(&path).expect("readable");
    let with_a_field = String::from_utf8(whole.clone())
        .expect("JSON")
        .replacen('{', "{\"surprise\": 1,", 1)
        .into_bytes();
    for broken in [
        whole[..whole.len() / 2].to_vec(),
        b"{\"name\": \"something else\"}".to_vec(),
        vec![0xff, 0xfe],
        Vec::new(),
        with_a_field,
    ] {
        fs::write(&path, broken).expect("written");
        let error = read(&store).expect_err("corrupt");
        assert!(error.is_unusable(), "{error}");
        assert!(error.to_string().contains("overview.json"), "{error}");
    }
}

#[test]
fn an_unusable_record_is_set_aside_under_a_free_name() {
    let (_folder, store, _) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    fs::write(&path, "first").expect("written");
    let first = store::set_aside(&path).expect("moved");
    fs::write(&path, "second").expect("written");
    let second = store::set_aside(&path).expect("moved");
    assert_ne!(first, second);
    assert_eq!(fs::read_to_string(first).expect("kept"), "first");
    assert_eq!(fs::read_to_string(second).expect("kept"), "second");
}

#[test]
fn a_failed_write_leaves_the_previous_record_intact() {
    let (folder, store, record) = stored();
    // A folder where the chapter's folder should be cannot be made: root may
    // write to read-only folders, so the fault is one that stops root too.
    let blocked = Store::new(folder.path().join("blocked"));
    fs::write(folder.path().join("blocked"), "a file, not a folder").expect("written");
    let error =
        blocked.write(&MachineName::local(), &record).expect_err("cannot be written");
    assert!(error.to_string().contains("untouched"), "{error}");
    assert_eq!(read(&store).expect("still there"), record);
}

#[cfg(unix)]
#[test]
fn whoever_reads_a_record_while_another_is_written_reads_the_old_one_whole() {
    use std::io::Read as _;

    let (_folder, store, mut record) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let whole = fs::read_to_string(&path).expect("readable");
    let mut old = fs::File::open(&path).expect("opened");
    record.seed += 1;
    store.write(&MachineName::local(), &record).expect("written");
    let mut still = String::new();
    old.read_to_string(&mut still).expect("readable");
    assert_eq!(still, whole);
    assert_eq!(read(&store).expect("readable"), record);
}

#[test]
fn writing_the_same_record_again_does_not_touch_the_file() {
    let (_folder, store, record) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let modified =
        |path| fs::metadata(path).and_then(|data| data.modified()).expect("a time");
    let before = modified(&path);
    store.write(&MachineName::local(), &record).expect("written");
    assert_eq!(modified(&path), before);
}

#[test]
fn recorded_machines_are_the_named_folders_but_not_the_readers_own() {
    let (folder, store, record) = stored();
    store.write(&"xeon-2".parse().expect("valid"), &record).expect("written");
    fs::create_dir(folder.path().join("Not A Machine")).expect("made");
    let machines: Vec<String> = store
        .recorded_machines()
        .expect("readable")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(machines, ["xeon-2"]);
}

#[test]
fn a_record_of_version_1_is_read_and_keeps_every_sample() {
    let (_folder, store, record) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let text = fs::read_to_string(&path).expect("readable");
    let mut old: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    old["schema_version"] = 1.into();
    old["question"] = "How?".into();
    let build = old["build"].as_object_mut().expect("an object");
    build.remove("depends_on");
    build.remove("method");
    build.insert("code".to_owned(), "0123".into());
    fs::write(&path, old.to_string()).expect("written");
    let read = read(&store).expect("readable");
    assert_eq!(read.rows, record.rows);
    assert!(read.build.depends_on.is_empty());
}

#[test]
fn a_record_is_compact_with_a_line_a_row() {
    let (_folder, store, record) = stored();
    let path = store.path(&MachineName::local(), "example", "overview");
    let text = fs::read_to_string(&path).expect("readable");
    let rows = text.lines().filter(|line| line.starts_with("{\"key\":")).count();
    assert_eq!(rows, record.rows.len());
    assert!(text.lines().count() < record.rows.len() + 6, "{text}");
}
