//! The server: whether one answers, and the schema of our own on it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, anyhow, bail};
use measure::Service;
use record::{Setting, Settings};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};

use super::table;

/// How long a server may take to let us in.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the URL is one and somebody there lets us in.
pub(super) fn check(url: &str) -> Result<()> {
    let config = parse(url)?;
    runtime()?.block_on(connect(&config)).map(drop)
}

fn parse(url: &str) -> Result<Config> {
    let looks = "one looks like postgres://user@localhost:5432/database";
    let config: Config = url
        .parse()
        .with_context(|| format!("{url:?} is not the URL of a PostgreSQL; {looks}"))?;
    if config.get_hosts().is_empty() {
        bail!("{url:?} names no host; {looks}");
    }
    Ok(config)
}

fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

async fn connect(config: &Config) -> Result<Client> {
    let place = place(config);
    match timeout(PATIENCE, config.connect(NoTls)).await {
        Err(_) => bail!(
            "nobody at {place} answered as a PostgreSQL within {PATIENCE:?}: is it one, \
             and does a firewall let you through?"
        ),
        // The server, or the way to it, has its own words for why.
        Ok(Err(error)) if error.as_db_error().is_some() => {
            Err(anyhow!(error).context(format!("the PostgreSQL at {place} refused")))
        }
        Ok(Err(error)) => Err(anyhow!(error).context(format!(
            "cannot connect to a PostgreSQL at {place}: start one there (the page says \
             how), or mend `--database-url`"
        ))),
        Ok(Ok((client, connection))) => {
            tokio::spawn(connection);
            Ok(client)
        }
    }
}

/// Host and port in words. Not the whole URL: it may hold a password.
fn place(config: &Config) -> String {
    let port = |index: usize| {
        let ports = config.get_ports();
        ports.get(index).or(ports.first()).copied().unwrap_or(5432)
    };
    let places: Vec<String> = config
        .get_hosts()
        .iter()
        .enumerate()
        .map(|(index, host)| match host {
            Host::Tcp(name) => format!("{name}:{}", port(index)),
            #[cfg(unix)]
            Host::Unix(folder) => {
                folder.join(format!(".s.PGSQL.{}", port(index))).display().to_string()
            }
        })
        .collect();
    places.join(" or ")
}

/// A schema for this run alone, with the table in it; dropped when this is.
pub(super) struct OwnSchema {
    name: String,
    config: Config,
}

impl OwnSchema {
    /// Makes the schema, and a table in it with this number of rows.
    pub(super) fn make(url: &str, rows: u64) -> Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_micros();
        let name = format!("concurrency_measured_{}_{now}", std::process::id());
        let own = Self { config: parse(url)?, name };
        let numbers = format!("generate_series(0::bigint, {rows} - 1) as numbers(id)");
        let making = table::making(&format!("{}.numbers", own.name), &numbers);
        own.execute(&format!("create schema {}", own.name))
            .context("the role needs the right to create a schema in its database")?;
        own.execute(&format!("{making} analyze {}.numbers", own.name))
            .context("cannot make the table")?;
        Ok(own)
    }

    fn execute(&self, statements: &str) -> Result<()> {
        runtime()?.block_on(async {
            let client = connect(&self.config).await?;
            Ok(client.batch_execute(statements).await?)
        })
    }
}

impl Drop for OwnSchema {
    fn drop(&mut self) {
        if let Err(error) = self.execute(&format!("drop schema {} cascade", self.name))
        {
            eprintln!("the schema {} could not be dropped: {error:#}", self.name);
        }
    }
}

impl Service for OwnSchema {
    fn settings(&self) -> Settings {
        [("schema".to_owned(), Setting::Text(self.name.clone()))].into_iter().collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        Ok(None)
    }
}
