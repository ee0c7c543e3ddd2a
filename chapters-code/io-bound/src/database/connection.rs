//! A connection to either database: one that blocks its thread, and one that
//! suspends its task.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result};
use postgres::{Config, NoTls};
use rusqlite::OpenFlags;
use tokio::task;

use super::table;

/// A database that has the table.
pub enum Database {
    /// A file that this program opens itself.
    Sqlite {
        /// The file.
        file: PathBuf,
    },
    /// A server.
    Postgres {
        /// Where it is, and who asks.
        config: Box<tokio_postgres::Config>,
        /// The schema that the table is in.
        schema: String,
    },
}

// ANCHOR: blocking
/// A connection that blocks the thread that asks.
pub enum Connection {
    /// A library: to ask is to call a function.
    Sqlite(rusqlite::Connection),
    /// A socket, and the query as the server has prepared it.
    Postgres(postgres::Client, postgres::Statement),
}

impl Connection {
    /// The value of an id. The thread waits, if there is anything to wait for.
    pub fn value(&mut self, id: i64) -> Result<u64> {
        let value: i64 = match self {
            Self::Sqlite(connection) => {
                let mut query = connection.prepare_cached(SQLITE_QUERY)?;
                query.query_row([id], |row| row.get(0))?
            }
            Self::Postgres(client, query) => client.query_one(query, &[&id])?.get(0),
        };
        Ok(u64::try_from(value)?)
    }
}
// ANCHOR_END: blocking

// ANCHOR: async
/// A connection that suspends the task that asks. Many tasks may share it.
pub enum AsyncConnection {
    /// A library call blocks its thread: it needs one that may block.
    Sqlite(Arc<Mutex<Connection>>),
    /// A socket can be waited for by one thread for all tasks.
    Postgres(tokio_postgres::Client, tokio_postgres::Statement),
}

impl AsyncConnection {
    /// The value of an id. The task waits.
    pub async fn value(&self, id: i64) -> Result<u64> {
        match self {
            Self::Sqlite(connection) => {
                let connection = Arc::clone(connection);
                let ask =
                    move || connection.lock().expect("no call panicked").value(id);
                task::spawn_blocking(ask).await?
            }
            Self::Postgres(client, query) => {
                let value: i64 = client.query_one(query, &[&id]).await?.get(0);
                Ok(u64::try_from(value)?)
            }
        }
    }
}
// ANCHOR_END: async

/// The query as SQLite gets it.
const SQLITE_QUERY: &str = "select value from numbers where id = ?1";

impl Database {
    /// Opens a connection for one thread.
    pub fn connect(&self) -> Result<Connection> {
        Ok(match self {
            Self::Sqlite { file } => Connection::Sqlite(open(file)?),
            Self::Postgres { config, schema } => {
                let mut client = Config::from((**config).clone()).connect(NoTls)?;
                let query = client.prepare(&postgres_query(schema))?;
                Connection::Postgres(client, query)
            }
        })
    }

    /// Opens a connection for many tasks.
    pub async fn connect_async(&self) -> Result<AsyncConnection> {
        Ok(match self {
            Self::Sqlite { .. } => {
                AsyncConnection::Sqlite(Arc::new(Mutex::new(self.connect()?)))
            }
            Self::Postgres { config, schema } => {
                let (client, connection) = config.connect(NoTls).await?;
                // It moves the bytes; what fails there fails the queries as well.
                tokio::spawn(connection);
                let query = client.prepare(&postgres_query(schema)).await?;
                AsyncConnection::Postgres(client, query)
            }
        })
    }
}

fn open(file: &std::path::Path) -> Result<rusqlite::Connection> {
    // No mutex within: one thread at a time uses a connection.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    rusqlite::Connection::open_with_flags(file, flags)
        .with_context(|| format!("cannot open {}", file.display()))
}

fn postgres_query(schema: &str) -> String {
    table::query(&format!("{schema}.numbers"), "$1")
}
