//! The origin as what a chapter measures against: a process of its own, and the
//! URLs that it answers.

use std::time::Duration;

use anyhow::{Context as _, Result};
use measure::Service;
use measure::service::Helper;
use record::{Setting, Settings};

/// The helper process that is the origin.
pub const HELPER: &str = "origin";

/// The first body has this many bytes and each next one more, up to twice as
/// many: were a URL fetched twice, or another not at all, the sum would tell.
const SMALLEST_BODY: u64 = 1_000;

/// The origin's own URL, such as `http://127.0.0.1:45678`.
pub fn base(settings: &Settings) -> Result<&str> {
    settings.text("origin")?.context("no origin was started")
}

/// The length of the body that is asked for with the URL of this number, in bytes.
pub fn length(number: u64) -> u64 {
    SMALLEST_BODY + number % SMALLEST_BODY
}

/// This many URLs, each with a body of another length.
pub fn urls(settings: &Settings, requests: u64) -> Result<Vec<String>> {
    let base = base(settings)?;
    Ok((0..requests).map(|number| format!("{base}/bytes/{}", length(number))).collect())
}

/// The lengths of all their bodies together, in bytes.
pub fn sum_of_lengths(requests: u64) -> u64 {
    (0..requests).map(length).sum()
}

/// Starts the origin with the `latency` of the settings, unless these name a real
/// site's `url`.
pub fn start(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    if settings.optional_text("url")?.is_some() {
        return Ok(None);
    }
    start_with(settings.duration("latency")?)
}

/// The same without a latency: each request says itself how long it should take.
pub fn start_at_once(_settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    start_with(Duration::ZERO)
}

fn start_with(latency: Duration) -> Result<Option<Box<dyn Service>>> {
    let latency_ns = latency.as_nanos().to_string();
    let helper = vec!["helper".to_owned(), HELPER.to_owned(), latency_ns];
    Ok(Some(Box::new(Origin(Helper::start(helper)?))))
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
    crate::serve_until_stdin_closes(0, Duration::from_nanos(latency_ns))
}
