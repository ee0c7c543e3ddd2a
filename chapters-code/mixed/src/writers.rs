//! One writer: inserts into an SQLite file, by one thread and by several, and what
//! *database is locked* is about.
//!
//! - `inserts`: the table in a file of its own, and what is to be inserted
//! - `counts`: what became of the inserts
//! - a file for each way of inserting

mod acknowledged;
mod autocommit;
mod batches;
mod channel;
mod counts;
mod inserts;
mod no_timeout;
mod one_lock;
mod one_transaction;
mod read_first;
mod reader;
mod several;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use record::Setting;

use inserts::{Folder, Inserts};

/// The experiment.
pub fn experiment() -> Experiment {
    let mut strategies = one_writer();
    strategies.extend(several_writers());
    strategies.extend(a_reader_beside());
    Experiment {
        name: "writers",
        baseline: "wal",
        strategies,
        expected_answer: |settings| Ok(Some(settings.count("inserts")?)),
        service: |_| Ok(Some(Box::new(Folder::make()?))),
        ..Experiment::default()
    }
}

/// A row in this journal mode, which syncs as SQLite does without being told.
fn row(
    key: &'static str,
    label: &'static str,
    source: &'static str,
    journal: &str,
    run: fn(&Inserts) -> Result<Answer>,
) -> Strategy {
    Strategy::new(key, label, source, Inserts::prepare, run)
        .with("journal", Setting::Text(journal.to_owned()))
        .with("synchronous", Setting::Text("full".to_owned()))
}

fn one_writer() -> Vec<Strategy> {
    let autocommit = |key, label, journal, synchronous: &str| {
        row(key, label, "src/writers/autocommit.rs", journal, |inserts| {
            inserts.run(autocommit::insert_all)
        })
        .with("synchronous", Setting::Text(synchronous.to_owned()))
    };
    let in_transactions = |key, label, source, run| row(key, label, source, "wal", run);
    let rows = [
        autocommit("rollback", "Rollback journal", "delete", "full"),
        autocommit("rollback-off", "Rollback journal, no sync", "delete", "off"),
        autocommit("wal", "WAL", "wal", "full"),
        autocommit("wal-normal", "WAL, synchronous NORMAL", "wal", "normal"),
        in_transactions(
            "batches",
            "WAL, in batches",
            "src/writers/batches.rs",
            |inserts| inserts.run(batches::insert_all),
        ),
        in_transactions(
            "one-transaction",
            "WAL, one transaction",
            "src/writers/one_transaction.rs",
            |inserts| inserts.run(one_transaction::insert_all),
        ),
    ];
    rows.map(|row| row.in_group("One thread inserts")).into()
}

fn several_writers() -> Vec<Strategy> {
    let wal = |key, label, source, run| row(key, label, source, "wal", run);
    let read_first = |key, label, begin: &str| {
        wal(key, label, "src/writers/read_first.rs", |inserts| {
            inserts.run(read_first::insert_all)
        })
        .with("begin", Setting::Text(begin.to_owned()))
    };
    let rows = [
        wal("no-timeout", "No busy timeout", "src/writers/no_timeout.rs", |inserts| {
            inserts.run(no_timeout::insert_all)
        }),
        wal("several", "Busy timeout", "src/writers/several.rs", |inserts| {
            inserts.run(several::insert_all)
        }),
        read_first("deferred", "Read first, BEGIN", "deferred"),
        read_first("immediate", "Read first, BEGIN IMMEDIATE", "immediate"),
        wal(
            "one-lock",
            "One connection, a mutex",
            "src/writers/one_lock.rs",
            |inserts| inserts.run(one_lock::insert_all),
        ),
        wal(
            "acknowledged",
            "Channel, waits for commit",
            "src/writers/acknowledged.rs",
            |inserts| inserts.run(acknowledged::insert_all),
        ),
        wal("channel", "Channel, goes on", "src/writers/channel.rs", |inserts| {
            inserts.run(channel::insert_all)
        }),
    ];
    rows.map(|row| row.in_group("Several threads insert, WAL")).into()
}

fn a_reader_beside() -> Vec<Strategy> {
    let beside = |key, label, journal| {
        row(key, label, "src/writers/reader.rs", journal, |inserts| {
            inserts.run(reader::insert_all)
        })
    };
    let rows = [
        beside("reader-rollback", "Reader, rollback journal", "delete"),
        beside("reader-wal", "Reader, WAL", "wal"),
    ];
    rows.map(|row| row.in_group("One inserts, one reads")).into()
}
