//! Requests of which the first fails soon, and what became of the others in the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use measure::Answer;
use record::Settings;
use reqwest::blocking;
use tokio::runtime::Runtime;

use super::server::Server;
use crate::fetch;

/// How many times the latency the requests take that do not fail.
pub(super) const LONG: u32 = 4;

/// How many times the latency anybody waits who has a timeout.
const TIMEOUT: u32 = 2;

/// What every strategy is given.
pub(super) struct Requests {
    /// The URLs to fetch, each once. The first is answered with an error.
    pub(super) urls: Vec<String>,
    /// How long to wait, where a strategy limits it.
    pub(super) timeout: Duration,
    /// What tasks fetch them with.
    pub(super) session: Session<reqwest::Client>,
    /// What threads fetch them with.
    pub(super) blocking: Option<Session<blocking::Client>>,
    runtime: Runtime,
    server: Server,
}

impl Requests {
    /// The requests for these settings, for tasks.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let (requests, latency) =
            (settings.count("requests")?, settings.duration("latency")?);
        ensure!((2..=1_000).contains(&requests), "`--requests {requests}`: 2 to 1000");
        let server = Server::start()?;
        let url = |number| match number {
            0 => server.url(number, 500, latency),
            _ => server.url(number, 200, latency * LONG),
        };
        Ok(Self {
            urls: (0..requests).map(url).collect(),
            timeout: latency * TIMEOUT,
            session: Session::of(reqwest::Client::new()),
            blocking: None,
            runtime: Runtime::new()?,
            server,
        })
    }

    /// The same for threads.
    pub(super) fn prepare_blocking(settings: &Settings) -> Result<Self> {
        let client = blocking::Client::builder().timeout(None).build()?;
        Ok(Self { blocking: Some(Session::of(client)), ..Self::prepare(settings)? })
    }

    /// The same for threads with a client that has a timeout.
    pub(super) fn prepare_timeout(settings: &Settings) -> Result<Self> {
        let requests = Self::prepare(settings)?;
        let client = blocking::Client::builder().timeout(requests.timeout).build()?;
        Ok(Self { blocking: Some(Session::of(client)), ..requests })
    }

    /// What threads fetch with.
    pub(super) fn blocking(&self) -> &Session<blocking::Client> {
        self.blocking.as_ref().expect("these requests are for threads")
    }

    /// Runs a strategy on the runtime, which has a thread per core and goes on after it.
    pub(super) fn run(
        &self,
        fetch_all: impl AsyncFnOnce(&Self) -> Result<u64>,
    ) -> Result<Answer> {
        self.tell(|| self.runtime.block_on(fetch_all(self)))
    }

    /// Runs a strategy on this thread.
    pub(super) fn run_blocking(
        &self,
        fetch_all: impl FnOnce(&Self) -> Result<u64>,
    ) -> Result<Answer> {
        self.tell(|| fetch_all(self))
    }

    /// When the strategy's error is there, and what has become of the other requests when
    /// nothing goes on any more.
    fn tell(&self, run: impl FnOnce() -> Result<u64>) -> Result<Answer> {
        let clock = Instant::now();
        let outcome = run();
        let error = clock.elapsed();
        outcome.err().context("a request fails, and so should all of it")?;
        let in_flight = || {
            let blocking = self.blocking.iter().map(Session::in_flight);
            self.session.in_flight() + blocking.sum::<u64>()
        };
        while in_flight() + self.server.open() > 0 {
            thread::sleep(Duration::from_micros(200));
        }
        let requests = self.urls.len() as u64;
        let percent = |part: u64| 100 * part / (requests - 1);
        Ok(Answer::from(requests)
            .with("error_ns", error.as_nanos() as u64)
            .with("answered_percent", percent(self.server.answered()))
            .with("given_up_percent", percent(self.server.given_up())))
    }
}

/// A client whose clones share its connections, and a count of what is under way.
#[derive(Clone)]
pub(super) struct Session<C> {
    client: C,
    flight: Arc<AtomicU64>,
}

/// A request that is under way until this is dropped.
struct InFlight<'a>(&'a AtomicU64);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, SeqCst);
    }
}

impl<C> Session<C> {
    fn of(client: C) -> Self {
        Self { client, flight: Arc::default() }
    }

    fn in_flight(&self) -> u64 {
        self.flight.load(SeqCst)
    }

    fn begin(&self) -> InFlight<'_> {
        self.flight.fetch_add(1, SeqCst);
        InFlight(&self.flight)
    }
}

impl Session<reqwest::Client> {
    /// Fetches a URL, and returns how many bytes its body has. The task waits.
    pub(super) async fn fetch(&self, url: &str) -> Result<u64> {
        let _in_flight = self.begin();
        fetch::fetch(&self.client, url).await
    }
}

impl Session<blocking::Client> {
    /// The same. The thread waits.
    pub(super) fn fetch(&self, url: &str) -> Result<u64> {
        let _in_flight = self.begin();
        fetch::blocking(&self.client, url)
    }
}
