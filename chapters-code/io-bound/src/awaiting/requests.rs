//! Requests of which some take longer than others, and a count of those in flight.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use anyhow::Result;
use measure::{Answer, trace};
use origin::service;
use record::{Ideal, Settings};
use reqwest::Client;
use tokio::runtime::Runtime;

use crate::fetch::fetch;
use crate::primes::count_primes;

/// Of so many requests, the first takes long.
const EVERY: u64 = 4;

/// How many times the latency a request takes that takes long.
const LONG: u32 = 4;

/// The first of the numbers that are looked at for each answer.
const FIRST: u64 = 1_000_000;

/// What every strategy is given.
pub(super) struct Requests {
    /// The URLs to fetch, each once.
    pub(super) urls: Vec<String>,
    /// How many to have in flight, where a strategy limits it.
    pub(super) limit: usize,
    /// What fetches them.
    pub(super) session: Session,
    runtime: Runtime,
}

impl Requests {
    /// The requests for these settings. Nothing is computed with the answers.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let base = service::base(settings)?;
        let latency = settings.duration("latency")?;
        let url = |number: u64| {
            let times = if number.is_multiple_of(EVERY) { LONG } else { 1 };
            let wait_ns = (latency * times).as_nanos();
            format!("{base}/bytes/{}?wait_ns={wait_ns}", service::length(number))
        };
        Ok(Self {
            urls: (0..settings.count("requests")?).map(url).collect(),
            limit: settings.count("limit")?.max(1) as usize,
            session: Session {
                client: Client::new(),
                flight: Arc::default(),
                numbers: 0,
            },
            runtime: Runtime::new()?,
        })
    }

    /// The same, and each answer is followed by some computing.
    pub(super) fn prepare_computing(settings: &Settings) -> Result<Self> {
        let mut requests = Self::prepare(settings)?;
        requests.session.numbers = settings.count("numbers")?;
        Ok(requests)
    }

    /// Runs a strategy on the runtime, which has a thread per core.
    pub(super) fn run(
        &self,
        fetch_all: impl AsyncFnOnce(&Self) -> Result<u64>,
    ) -> Result<Answer> {
        let bytes = self.runtime.block_on(fetch_all(self))?;
        Ok(Answer::from(bytes)
            .with("most_in_flight", self.session.flight.most.load(Relaxed)))
    }
}

/// How many requests are in flight, and the most there were.
#[derive(Default)]
struct Flight {
    now: AtomicU64,
    most: AtomicU64,
}

// ANCHOR: session
/// What all strategies fetch with: one client, whose clones share its connections.
#[derive(Clone)]
pub(super) struct Session {
    client: Client,
    flight: Arc<Flight>,
    /// How many numbers to look at for each answer; 0 for nothing to compute.
    numbers: u64,
}

impl Session {
    /// Fetches a URL, computes, and returns how many bytes its body has.
    pub(super) async fn fetch(&self, url: &str) -> Result<u64> {
        let now = self.flight.now.fetch_add(1, Relaxed) + 1;
        self.flight.most.fetch_max(now, Relaxed);
        let fetched = fetch(&self.client, url).await;
        self.flight.now.fetch_sub(1, Relaxed);
        if self.numbers > 0 {
            let _mark = trace::computing(url);
            black_box(count_primes(FIRST..FIRST + self.numbers));
        }
        fetched
    }
}
// ANCHOR_END: session

/// Nothing ends before the request that takes longest.
pub(super) fn longest(settings: &Settings) -> Result<Option<Ideal>> {
    let wall_ns = (settings.duration("latency")? * LONG).as_nanos() as u64;
    Ok(Some(Ideal { label: "the longest latency".to_owned(), wall_ns }))
}

/// Every request takes long, and they come one after another.
pub(super) fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let requests = u32::try_from(settings.count("requests")?)?;
    let latency = settings.duration("latency")? * LONG;
    Ok(Some(latency.saturating_mul(requests)))
}
