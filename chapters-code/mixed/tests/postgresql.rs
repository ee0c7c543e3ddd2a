//! The rows about a PostgreSQL: there where one is named, and refused where none answers.

use std::env;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use record::{Record, Row};
use tempfile::TempDir;

/// Measures pools at their smallest, with a PostgreSQL at this URL; saves into a folder.
fn run(folder: &Path, url: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mixed"))
        .args(["run", "places", "--profile", "smoke", "--json", "--database-url", url])
        .env("BOOK_CHARTS", folder)
        .stdin(Stdio::null())
        .output()
        .expect("started")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_url_where_nobody_answers_is_refused_and_no_password_is_told() {
    // Nobody listens on the first port.
    let output = run(folder().path(), "postgres://book:secret@127.0.0.1:1/db");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("cannot connect to a PostgreSQL"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn what_is_no_url_of_a_postgresql_is_refused_with_what_one_looks_like() {
    let output = run(folder().path(), "http://localhost/");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("one looks like postgres://"), "{said}");
}

#[test]
fn a_real_postgresql_answers_every_request_and_its_url_is_not_saved() {
    let Ok(url) = env::var("BOOK_DATABASE_URL") else {
        assert!(env::var_os("CI").is_none(), "BOOK_DATABASE_URL names no PostgreSQL");
        eprintln!("skipped: BOOK_DATABASE_URL names no PostgreSQL");
        return;
    };
    let folder = folder();
    let output = run(folder.path(), &url);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let record: Record =
        serde_json::from_value(json[0]["record"].clone()).expect("a record");
    let about_it = |row: &&Row| row.key.starts_with("postgresql");
    let rows: Vec<&Row> = record.rows.iter().filter(about_it).collect();
    assert_eq!(rows.len(), 4);
    for row in rows {
        assert_eq!(row.failures().count(), 0, "{}", row.key);
        let (_, sample) = row.measured().next().expect("a sample");
        assert_eq!(
            Some(&sample.own["answered"]),
            record.settings.count("requests").ok().as_ref()
        );
    }
    assert!(!folder.path().join("local").exists(), "a URL may hold a password");
}
