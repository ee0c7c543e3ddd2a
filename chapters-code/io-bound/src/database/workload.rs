//! The queries, the database that they go to, and the answer that is right.

use anyhow::{Context as _, Result, ensure};
use measure::{Preflight, Service};
use record::Settings;

use super::connection::Database;
use super::{postgresql, sqlite, table};

// ANCHOR: workload
/// What every strategy is given.
pub struct Workload {
    /// Where the table is.
    pub database: Database,
    /// The ids to ask for, each with a query of its own, in any order.
    pub ids: Vec<i64>,
    /// How many connections to use, where a strategy lets one choose.
    pub connections: usize,
}
// ANCHOR_END: workload

/// The most rows that a table may have: ids times a factor fit 64 bits.
const MOST: u64 = 1 << 40;

impl Workload {
    /// The workload for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let database = if let Some(url) = settings.text("database-url")? {
            let schema = settings.text("schema")?.context("no table was made")?;
            Database::Postgres {
                config: Box::new(url.parse()?),
                schema: schema.to_owned(),
            }
        } else {
            let file = settings.text("database-file")?.context("no table was made")?;
            Database::Sqlite { file: file.into() }
        };
        let connections = if settings.get("connections").is_some() {
            settings.count("connections")? as usize
        } else {
            1
        };
        Ok(Self { database, ids: ids(settings)?, connections })
    }
}

fn ids(settings: &Settings) -> Result<Vec<i64>> {
    let (queries, rows) = (settings.count("queries")?, settings.count("rows")?);
    ensure!(
        queries <= MOST && rows <= MOST,
        "{queries} queries of {rows} rows are too many: ask for fewer"
    );
    Ok(table::ids(queries, rows))
}

/// The sum of the values asked for.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let sum: i64 = ids(settings)?.into_iter().map(table::value).sum();
    Ok(Some(sum.unsigned_abs()))
}

/// Makes the table: in a file of our own, or on the server of the URL.
pub(super) fn start(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    let rows = settings.count("rows")?;
    Ok(Some(match settings.text("database-url")? {
        Some(url) => Box::new(postgresql::OwnSchema::make(url, rows)?),
        None => Box::new(sqlite::OwnFile::make(rows)?),
    }))
}

/// Refuses a URL that is none, or where no PostgreSQL answers.
pub(super) fn preflight(settings: &Settings, _samples: u32) -> Result<Preflight> {
    let Some(url) = settings.text("database-url")? else {
        return Ok(Preflight::default());
    };
    postgresql::check(url)?;
    let note = "measuring a PostgreSQL: a table is made there in a schema of its own, \
                and both are dropped again";
    Ok(Preflight { notes: vec![note.to_owned()], not_for_the_page: true })
}
