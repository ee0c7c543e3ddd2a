//! The requests, a client to make them with, and a server that counts.

use std::time::Duration;

use anyhow::{Result, ensure};
use measure::Answer;
use record::Settings;
use reqwest::{Client, ClientBuilder};
use tokio::runtime::{Builder, Runtime};

use super::server::{Server, Terms};

/// How many bytes a small answer has.
const SMALL: usize = 1_000;

/// How many bytes a large answer has: more than any stream's window here.
const LARGE: usize = 4 << 20;

/// How many latencies to wait for an answer, where nobody can say whether it comes.
const PATIENCE: u32 = 10;

/// What every strategy is given.
pub(super) struct Requests {
    /// The URLs to fetch, each once.
    pub(super) urls: Vec<String>,
    /// The URL of a large answer.
    pub(super) large: String,
    /// How many requests at a time, where a strategy limits it.
    pub(super) limit: usize,
    /// How long to wait, where a strategy limits it.
    pub(super) patience: Duration,
    /// What to fetch with. It has no connection yet.
    pub(super) client: Client,
    runtime: Runtime,
    server: Server,
}

impl Requests {
    /// The requests for these settings, and a client.
    pub(super) fn prepare(
        settings: &Settings,
        client: fn() -> ClientBuilder,
    ) -> Result<Self> {
        Self::with(settings, client, |_| None)
    }

    /// The same with a server that allows as many streams in a connection as a strategy
    /// that limits itself has requests at a time.
    pub(super) fn prepare_limited(
        settings: &Settings,
        client: fn() -> ClientBuilder,
    ) -> Result<Self> {
        Self::with(settings, client, Some)
    }

    fn with(
        settings: &Settings,
        client: fn() -> ClientBuilder,
        streams: fn(u32) -> Option<u32>,
    ) -> Result<Self> {
        let (requests, limit) = (settings.count("requests")?, settings.count("limit")?);
        ensure!((1..=100).contains(&requests), "`--requests {requests}`: 1 to 100");
        ensure!((1..=requests).contains(&limit), "`--limit {limit}`: 1 to {requests}");
        let latency = settings.duration("latency")?;
        let server = Server::start(Terms {
            handshake: settings.duration("handshake")?,
            latency,
            streams: streams(limit as u32),
        })?;
        Ok(Self {
            // Each has a name of its own, by which a trace tells them apart.
            urls: (0..requests)
                .map(|nth| format!("{}?{nth}", server.url(SMALL)))
                .collect(),
            large: server.url(LARGE),
            limit: limit as usize,
            patience: latency * PATIENCE,
            client: client().tls_certs_only([]).build()?, // no HTTPS here
            runtime: Builder::new_current_thread().enable_all().build()?,
            server,
        })
    }

    /// Runs a strategy on one thread. The answer is how many requests were made; of
    /// these it tells how many were answered, and what the server counted.
    pub(super) fn run(
        &self,
        fetch_all: impl AsyncFnOnce(&Self) -> Result<u64>,
    ) -> Result<Answer> {
        let answered = self.runtime.block_on(fetch_all(self))?;
        let requests = self.urls.len() as u64;
        Ok(Answer::from(requests)
            .with("answered_percent", 100 * answered / requests)
            .with("connections", self.server.connections())
            .with("most_in_flight", self.server.most_in_flight()))
    }
}

/// A loop with a new connection for each request.
pub(super) fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let requests = u32::try_from(settings.count("requests")?)?;
    let one = settings.duration("handshake")? + settings.duration("latency")?;
    Ok(Some(one * requests.max(PATIENCE)))
}
