//! What the pool's connections go to: a server that waits, an SQLite that computes,
//! or a PostgreSQL, which computes in a process of its own.

use std::io;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use measure::Preflight;
use origin::service;
use postgres::{Config, NoTls, Statement};
use r2d2::ManageConnection;
use record::Settings;

use super::http::Http;

/// How long a server may take to let us in.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes connections to one of the databases.
pub(super) struct Database {
    kind: Kind,
    /// How many numbers a query counts, where it computes.
    numbers: i64,
}

enum Kind {
    /// The origin, which does some requests at a time, by its base URL.
    Waits(String),
    Sqlite,
    Postgres(Box<Config>),
}

impl Database {
    /// The database that a row's settings name.
    pub(super) fn of(settings: &Settings) -> Result<Self> {
        let kind = match settings.text("database")?.unwrap_or_default() {
            "waits" => Kind::Waits(service::base(settings)?.to_owned()),
            "computes" => Kind::Sqlite,
            "postgresql" => {
                let url = url(settings)?.context("no URL of a PostgreSQL")?;
                Kind::Postgres(Box::new(parse(&url)?))
            }
            other => bail!("there is no database `{other}`"),
        };
        Ok(Self { kind, numbers: settings.count("numbers")? as i64 })
    }
}

/// A connection to one of the databases.
pub(super) struct Connection {
    kind: Open,
    numbers: i64,
}

enum Open {
    Waits(Http),
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Client>, Statement),
}

// ANCHOR: query
/// A query that computes, as both databases understand it; the parameter is a number.
fn query(parameter: &str) -> String {
    format!(
        "with recursive numbers(n) as
           (select 1 union all select n + 1 from numbers where n < {parameter})
         select count(*) from numbers"
    )
}

impl Connection {
    /// Asks, and waits for the answer: whether there was one, or the server had too
    /// much to do.
    pub(super) fn query(&mut self) -> Result<bool> {
        let counted: i64 = match &mut self.kind {
            Open::Waits(http) => return Ok(http.get()? == 200),
            Open::Sqlite(connection) => connection
                .prepare_cached(&query("?1"))?
                .query_row([self.numbers], |row| row.get(0))?,
            Open::Postgres(client, statement) => {
                client.query_one(statement, &[&self.numbers])?.get(0)
            }
        };
        if counted == self.numbers { Ok(true) } else { bail!("it counted {counted}") }
    }
}
// ANCHOR_END: query

// ANCHOR: manager
/// How the pool opens a connection, and whether it may be used again.
impl ManageConnection for Database {
    type Connection = Connection;
    type Error = io::Error;

    fn connect(&self) -> io::Result<Connection> {
        let kind = match &self.kind {
            Kind::Waits(base) => Open::Waits(Http::connect(base, PATH)?),
            Kind::Sqlite => Open::Sqlite(
                rusqlite::Connection::open_in_memory().map_err(io::Error::other)?,
            ),
            Kind::Postgres(config) => {
                let mut client = config.connect(NoTls).map_err(io::Error::other)?;
                let prepared = client.prepare(&query("$1::bigint"));
                Open::Postgres(Box::new(client), prepared.map_err(io::Error::other)?)
            }
        };
        Ok(Connection { kind, numbers: self.numbers })
    }

    fn is_valid(&self, _: &mut Connection) -> io::Result<()> {
        Ok(()) // a test before each use would be one more query
    }

    fn has_broken(&self, _: &mut Connection) -> bool {
        false // whatever fails ends the sample
    }
}
// ANCHOR_END: manager

/// What the origin is asked for: a short answer, and never an error.
const PATH: &str = "/limited/100?failing=0&stalling=0";

/// The environment variable that a setting may name in place of a URL.
const VARIABLE: &str = "BOOK_DATABASE_URL";

/// The URL of a PostgreSQL: the setting's own, or that of the environment variable
/// that it names. `None` where there is none, and then no row is about one.
pub(super) fn url(settings: &Settings) -> Result<Option<String>> {
    Ok(match settings.optional_text("database-url")? {
        Some(VARIABLE) => std::env::var(VARIABLE).ok().filter(|url| !url.is_empty()),
        given => given.map(str::to_owned),
    })
}

fn parse(url: &str) -> Result<Config> {
    let looks = "one looks like postgres://user@localhost:5432/database";
    let mut config: Config = url
        .parse()
        .with_context(|| format!("this is not the URL of a PostgreSQL; {looks}"))?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    Ok(config)
}

/// Refuses a URL that is none, or where no PostgreSQL answers.
pub(super) fn preflight(settings: &Settings, _samples: u32) -> Result<Preflight> {
    let wanted = settings.optional_text("database-url")?;
    let Some(url) = url(settings)? else {
        let note = format!(
            "{VARIABLE} names no PostgreSQL: the rows that are about one are left out"
        );
        let notes = wanted.map(|_| note).into_iter().collect();
        return Ok(Preflight { notes, not_for_the_page: false });
    };
    parse(&url)?.connect(NoTls).map(drop).context(
        "cannot connect to a PostgreSQL: start one (the page says how), or mend the URL",
    )?;
    // A URL may hold a password, and a record has all settings.
    Ok(Preflight { notes: Vec::new(), not_for_the_page: wanted != Some(VARIABLE) })
}
