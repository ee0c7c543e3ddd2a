//! Requests to a server that pauses, and what is told of their times.

use std::time::Duration;

use anyhow::{Result, ensure};
use hdrhistogram::Histogram;
use measure::Answer;
use origin::service;
use record::Settings;

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

/// An empty histogram of times in nanoseconds, which keeps three digits of each.
pub fn histogram() -> Result<Histogram<u64>> {
    Ok(Histogram::new(3)?)
}

/// The answer, with the percentiles of the times, in nanoseconds.
pub fn answer(bytes: u64, times: &Histogram<u64>) -> Answer {
    Answer::from(bytes)
        .with("p50_ns", times.value_at_quantile(0.5))
        .with("p90_ns", times.value_at_quantile(0.9))
        .with("p99_ns", times.value_at_quantile(0.99))
        .with("p999_ns", times.value_at_quantile(0.999))
        .with("max_ns", times.max())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corrected_histogram_has_the_requests_that_were_never_sent() {
        let (ms, mut plain, mut corrected) = (1_000_000, empty(), empty());
        for time in [1, 1, 1, 10] {
            plain.record(time * ms).expect("in range");
            corrected.record_correct(time * ms, ms).expect("in range");
        }
        // The one of 10 ms kept others waiting for 9, 8, … and 1 ms.
        assert_eq!((plain.len(), corrected.len()), (4, 13));
        let own = |times, name: &str| answer(0, times).own[name].div_ceil(ms) - 1;
        assert_eq!((own(&plain, "p50_ns"), own(&corrected, "p50_ns")), (1, 4));
        assert_eq!(own(&plain, "max_ns"), own(&corrected, "max_ns"));
    }

    fn empty() -> Histogram<u64> {
        histogram().expect("three digits are allowed")
    }
}
