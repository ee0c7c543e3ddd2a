//! Requests to a server that pauses, and the percentiles of their times.

use std::time::Duration;

use anyhow::{Result, ensure};
use measure::Answer;
use origin::service;
use record::Settings;

use crate::times::Times;

/// What every row is given.
pub struct Requests {
    /// The URLs to fetch, each once, in this order.
    pub urls: Vec<String>,
    /// One request is due every so often.
    pub tick: Duration,
}

impl Requests {
    /// The requests for these settings.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let base = service::base(settings)?;
        let (period, pause) =
            (settings.duration("period")?, settings.duration("pause")?);
        ensure!(
            pause < period,
            "a server that pauses {pause:?} of {period:?} never answers"
        );
        let query =
            format!("period_ns={}&pause_ns={}", period.as_nanos(), pause.as_nanos());
        let url =
            |number| format!("{base}/pausing/{}?{query}", service::length(number));
        Ok(Self {
            urls: (0..settings.count("requests")?).map(url).collect(),
            tick: settings.duration("tick")?,
        })
    }
}

/// The answer, with the percentiles of the times, in nanoseconds.
pub fn answer(bytes: u64, times: &Times) -> Answer {
    let quantiles =
        [("p50_ns", 0.5), ("p90_ns", 0.9), ("p99_ns", 0.99), ("max_ns", 1.0)];
    times.with_quantiles(Answer::from(bytes), quantiles)
}
