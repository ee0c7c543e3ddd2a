//! Calls that are counted when they end, and what became of them once their caller went on.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use measure::Answer;
use origin::service;
use record::Settings;
use reqwest::{Client, blocking};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::requests::joined::fetch;

/// What a program of calls is given.
#[derive(Clone)]
pub(super) struct Calls {
    /// The URLs to call. The server answers each after its latency; where one fails, it is
    /// the first, at which nobody listens.
    pub(super) urls: Vec<String>,
    /// How long the caller waits: less than the server's latency.
    pub(super) patience: Duration,
    client: Client,
    blocking: blocking::Client,
    ended: Arc<AtomicU64>,
}

/// Calls, and where they run.
pub(super) struct Watched {
    calls: Calls,
    answered: Vec<String>,
    runtime: Runtime,
}

impl Calls {
    /// The length of what is at this URL.
    pub(super) async fn get(&self, url: &str) -> Result<u64> {
        let length = fetch(&self.client, url).await?;
        self.ended.fetch_add(1, Ordering::Relaxed);
        Ok(length)
    }

    /// The same, which blocks its thread.
    pub(super) fn get_blocking(&self, url: &str) -> Result<u64> {
        let length = crate::requests::looped::fetch(&self.blocking, url)?;
        self.ended.fetch_add(1, Ordering::Relaxed);
        Ok(length)
    }
}

impl Watched {
    /// The calls for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let answered = service::urls(settings, settings.count("calls")?)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let calls = Calls {
            urls: refused(settings)?.into_iter().chain(answered.clone()).collect(),
            patience: patience(settings)?,
            client: Client::new(),
            blocking: blocking::Client::new(),
            ended: Arc::default(),
        };
        Ok(Self { calls, answered, runtime })
    }

    /// Runs a program whose caller goes on before all calls have ended: the time until it
    /// does, and how many of the calls went on all the same.
    pub(super) fn run<F: Future<Output = Result<u64>>>(
        &self,
        program: impl FnOnce(Calls) -> F,
    ) -> Result<Answer> {
        self.runtime.block_on(async {
            let began = Instant::now();
            let answered = program(self.calls.clone()).await;
            let caller = began.elapsed();
            ensure!(answered.is_err(), "its caller had no error");
            for url in self.answered.iter().take(2) {
                // They begin last: who went on has ended by then.
                fetch(&self.calls.client, url).await?;
            }
            let calls = self.answered.len() as u64;
            let ended = self.calls.ended.load(Ordering::Relaxed);
            Ok(Answer::from(calls)
                .with("caller_ns", caller.as_nanos() as u64)
                .with("went_on_percent", 100 * ended / calls))
        })
    }
}

/// The same for a program in Python.
pub(super) fn arguments(settings: &Settings) -> Result<Value> {
    Ok(json!({
        "urls": service::urls(settings, settings.count("calls")?)?,
        "refused": refused(settings)?,
        "patience": patience(settings)?.as_secs_f64(),
    }))
}

fn patience(settings: &Settings) -> Result<Duration> {
    Ok(settings.duration("latency")? / 2)
}

/// A URL at which nobody listens, for a row of which one call fails; else none.
fn refused(settings: &Settings) -> Result<Vec<String>> {
    if settings.optional_count("failing")?.is_none() {
        return Ok(Vec::new());
    }
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    Ok(vec![format!("http://{address}/")])
}
