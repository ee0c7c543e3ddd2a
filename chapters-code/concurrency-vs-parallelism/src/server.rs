//! The book's own origin, in a process of its own: what this chapter waits for.

use std::time::Duration;

use anyhow::{Context as _, Result};
use measure::Service;
use measure::service::Helper;
use record::{Setting, Settings};

/// The helper process that is the origin.
pub const ORIGIN: &str = "origin";

/// The origin's own URL, such as `http://127.0.0.1:45678`.
pub fn base(settings: &Settings) -> Result<&str> {
    settings.text("origin")?.context("no origin was started")
}

/// The first body has this many bytes and each next one more: were one fetched
/// twice, or another not at all, the sum would tell.
const SMALLEST_BODY: u64 = 1_000;

/// So many URLs, each of which is answered after the origin's latency.
pub fn urls(settings: &Settings, requests: u64) -> Result<Vec<String>> {
    let base = base(settings)?;
    let url = |number| format!("{base}/bytes/{}", SMALLEST_BODY + number);
    Ok((0..requests).map(url).collect())
}

/// The lengths of all their bodies together, in bytes.
pub fn sum_of_lengths(requests: u64) -> u64 {
    (0..requests).map(|number| SMALLEST_BODY + number).sum()
}

/// Starts the origin with the latency of the settings.
pub fn start(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    let latency_ns = settings.duration("latency")?.as_nanos().to_string();
    let helper =
        Helper::start(vec!["helper".to_owned(), ORIGIN.to_owned(), latency_ns])?;
    Ok(Some(Box::new(Origin(helper))))
}

struct Origin(Helper);

impl Service for Origin {
    fn settings(&self) -> Settings {
        [("origin".to_owned(), Setting::Text(self.0.ready.clone()))]
            .into_iter()
            .collect()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        self.0.revive()
    }
}

/// The helper process itself.
pub fn serve(arguments: &[String]) -> Result<()> {
    let latency_ns = arguments
        .first()
        .context("the origin wants its latency in nanoseconds")?
        .parse()?;
    origin::serve_until_stdin_closes(0, Duration::from_nanos(latency_ns))
}
