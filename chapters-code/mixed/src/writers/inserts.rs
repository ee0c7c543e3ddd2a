//! The table, in a file of its own for each sample, and what is to be inserted.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use measure::{Answer, Service, join};
use record::{Setting, Settings};
use rusqlite::{Connection, TransactionBehavior};
use tempfile::TempDir;

use super::counts::Counts;

/// What every strategy is given.
pub(super) struct Inserts {
    /// The numbers to insert, each once.
    pub(super) numbers: Vec<i64>,
    /// How many inserts a batch has.
    pub(super) batch: usize,
    /// How long a connection waits for a lock.
    pub(super) patience: Duration,
    /// How a transaction begins that reads first.
    pub(super) begin: TransactionBehavior,
    threads: usize,
    file: PathBuf,
    synchronous: String,
    /// Open as long as this is: the last connection that is closed clears up after
    /// the others, and that is no part of inserting.
    open: Mutex<Connection>,
    _folder: TempDir,
}

impl Inserts {
    /// An empty table, and the inserts for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let text = |name| settings.text(name)?.with_context(|| format!("no {name}"));
        let (inserts, threads) =
            (settings.count("inserts")?, settings.count("threads")?);
        ensure!(
            (1..=1_000_000).contains(&inserts)
                && (1..=inserts.min(1_000)).contains(&threads),
            "{inserts} inserts by {threads} threads: each thread has to have one"
        );
        let begin = match settings.optional_text("begin")? {
            None | Some("deferred") => TransactionBehavior::Deferred,
            Some("immediate") => TransactionBehavior::Immediate,
            Some(other) => bail!("a transaction does not begin `{other}`"),
        };
        let folder = tempfile::tempdir_in(text("folder")?)?;
        let file = folder.path().join("events.sqlite");
        let open = Connection::open(&file)?;
        open.pragma_update(None, "journal_mode", text("journal")?)?;
        open.execute_batch(MAKE)?;
        Ok(Self {
            numbers: (0..inserts as i64).collect(),
            batch: settings.count("batch")?.max(1) as usize,
            patience: settings.duration("patience")?,
            begin,
            threads: threads as usize,
            file,
            synchronous: text("synchronous")?.to_owned(),
            open: Mutex::new(open),
            _folder: folder,
        })
    }

    /// Opens a connection. The journal mode stands in the file, how it syncs does not.
    pub(super) fn connect(&self) -> Result<Connection> {
        let connection = Connection::open(&self.file)?;
        connection.pragma_update(None, "synchronous", &self.synchronous)?;
        Ok(connection)
    }

    /// The numbers in as many shares as there are threads.
    pub(super) fn shares(&self) -> impl Iterator<Item = &[i64]> {
        self.numbers.chunks(self.numbers.len().div_ceil(self.threads))
    }

    /// Each share on a thread of its own, and what all of them counted.
    pub(super) fn on_threads(
        &self,
        insert: impl Fn(&[i64]) -> Result<Counts> + Sync,
    ) -> Result<Counts> {
        thread::scope(|scope| {
            let insert = &insert;
            let start = |share| scope.spawn(move || insert(share));
            let threads: Vec<_> = self.shares().map(start).collect();
            threads.into_iter().map(join).sum()
        })
    }

    /// Runs a strategy. The answer is how many rows there are then, and how many
    /// the strategy says that it has lost.
    pub(super) fn run(
        &self,
        insert_all: fn(&Self) -> Result<Counts>,
    ) -> Result<Answer> {
        let counts = insert_all(self)?;
        let connection = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = "select count(*) from events where body = ?1";
        let rows: i64 = connection.query_row(count, [BODY], |row| row.get(0))?;
        let answer = Answer::from(rows as u64 + counts.lost)
            .with("commits", counts.commits)
            .with("locked", counts.locked)
            .with("lost", counts.lost);
        Ok(match counts.reads {
            None => answer,
            Some(reads) => answer
                .with("reads", reads.count)
                .with("longest_read_ns", reads.longest.as_nanos() as u64),
        })
    }
}

/// Numbers are the key, so that none can be there twice.
const MAKE: &str =
    "create table events (number integer primary key, body text not null)";

/// What stands in each row besides its number.
const BODY: &str =
    "somebody did something to something, as it stands in a log of events";

// ANCHOR: insert
/// Inserts a row. Outside of a transaction it is one of its own: autocommit.
pub(super) fn insert(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    let sql = "insert into events (number, body) values (?1, ?2)";
    connection.prepare_cached(sql)?.execute((number, BODY))?;
    Ok(())
}

/// Whether there is a row with this number.
pub(super) fn is_there(connection: &Connection, number: i64) -> rusqlite::Result<bool> {
    let sql = "select 1 from events where number = ?1";
    connection.prepare_cached(sql)?.exists([number])
}
// ANCHOR_END: insert

/// The folder in which the samples make their files; removed when dropped.
pub(super) struct Folder(TempDir);

impl Folder {
    /// Makes it where temporary files go.
    pub(super) fn make() -> Result<Self> {
        let folder =
            tempfile::Builder::new().prefix("concurrency-measured-writers-").tempdir();
        let advice = "cannot make a folder: set TMPDIR to one where you may";
        Ok(Self(folder.context(advice)?))
    }
}

impl Service for Folder {
    fn settings(&self) -> Settings {
        let folder = self.0.path().to_string_lossy().into_owned();
        [("folder".to_owned(), Setting::Text(folder))].into_iter().collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}
