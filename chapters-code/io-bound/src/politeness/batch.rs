//! The requests to a server with little capacity, and what became of them.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use futures_util::future::join_all;
use measure::Answer;
use origin::service;
use record::Settings;
use reqwest::Client;
use tokio::runtime::Builder;

use super::backoff::Backoff;
use crate::fetch::fetch;
use crate::times::Times;

/// What every strategy is given.
pub struct Batch {
    /// The URLs, each with the length of the body that is right, in bytes.
    requests: Vec<(String, u64)>,
    /// How often a request may be sent until it counts as failed.
    pub attempts: u32,
    /// How many requests the client that bounds itself has at the server.
    pub places: usize,
    /// How long an attempt may take, for the client that looks at the time.
    pub timeout: Duration,
    /// How long to wait before trying again.
    pub backoff: Backoff,
}

impl Batch {
    /// The batch for these settings.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let base = service::base(settings)?;
        let (failing, stalling) =
            (settings.count("failing")?, settings.count("stalling")?);
        let request = |number| {
            let length = service::length(number);
            let query = format!("failing={failing}&stalling={stalling}");
            (format!("{base}/limited/{length}?{query}"), length)
        };
        Ok(Self {
            requests: (0..settings.count("requests")?).map(request).collect(),
            attempts: u32::try_from(settings.count("attempts")?)?,
            places: settings.count("places")? as usize,
            timeout: settings.duration("timeout")?,
            backoff: Backoff::new(
                settings.duration("backoff")?,
                settings.duration("longest-backoff")?,
            )?,
        })
    }
}

// ANCHOR: session
/// A client that counts what it sends.
pub struct Session {
    client: Client,
    sent: Cell<u64>,
}

impl Session {
    /// Sends a request once, and returns how many bytes came. A status such as
    /// 500 or 503 is an error.
    pub async fn attempt(&self, url: &str) -> Result<u64> {
        self.sent.set(self.sent.get() + 1);
        fetch(&self.client, url).await
    }
}

/// Gives every request of the batch to `ask`, all at once and on this thread,
/// and waits until each is decided.
pub fn all_at_once(
    batch: &Batch,
    ask: impl AsyncFn(&Session, &str) -> Result<u64>,
) -> Result<Answer> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async move {
        let session = Session { client: Client::new(), sent: Cell::new(0) };
        let began = Instant::now();
        let decided = join_all(batch.requests.iter().map(|(url, length)| {
            let (ask, session) = (&ask, &session);
            async move { (ask(session, url).await, *length, began.elapsed()) }
        }));
        tally(&decided.await, session.sent.get(), began.elapsed())
    })
}
// ANCHOR_END: session

/// Counts: how many requests were decided is the answer. `decided` has what
/// came of each, the right length in bytes, and when.
fn tally(
    decided: &[(Result<u64>, u64, Duration)],
    sent: u64,
    wall: Duration,
) -> Result<Answer> {
    let mut times = Times::new()?;
    for (outcome, length, time) in decided {
        if let Ok(bytes) = outcome {
            ensure!(bytes == length, "a body of {bytes} bytes, not {length}");
            times.record(*time)?;
        }
    }
    let succeeded = times.count();
    let answer = Answer::from(decided.len() as u64)
        .with("succeeded", succeeded)
        .with("attempts", sent)
        .with("wasted", sent - succeeded)
        .with("goodput", (succeeded as f64 / wall.as_secs_f64()).round() as u64);
    // Of nothing there is no percentile.
    let quantiles = [("p50_ns", 0.5), ("p90_ns", 0.9)];
    let quantiles = quantiles.into_iter().filter(|_| succeeded > 0);
    Ok(times.with_quantiles(answer, quantiles))
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn every_request_is_decided_and_only_answers_are_goodput() {
        let decided = [
            (Ok(10), 10, SECOND),
            (Ok(11), 11, SECOND * 2),
            (Err(anyhow!("503")), 12, SECOND / 10),
        ];
        let answer = tally(&decided, 7, SECOND * 2).expect("right lengths");
        assert_eq!(answer.value, 3);
        let own = |name| answer.own[name];
        assert_eq!([own("succeeded"), own("attempts"), own("wasted")], [2, 7, 5]);
        assert_eq!(own("goodput"), 1);
        // Within the histogram's three digits; the quick refusal is not in it.
        assert!(own("p50_ns").abs_diff(1_000_000_000) < 1_000_000);
        // Two are too few for one of them to be the slowest tenth.
        assert!(!answer.own.contains_key("p90_ns"));
    }

    #[test]
    fn where_nothing_succeeded_there_is_no_percentile() {
        let answer = tally(&[(Err(anyhow!("500")), 10, SECOND)], 6, SECOND);
        let answer = answer.expect("nothing came that could be wrong");
        assert_eq!((answer.value, answer.own["succeeded"]), (1, 0));
        assert_eq!(answer.own["wasted"], 6);
        assert!(!answer.own.contains_key("p50_ns"));
    }

    #[test]
    fn a_body_of_the_wrong_length_fails_the_sample() {
        let error = tally(&[(Ok(9), 10, SECOND)], 1, SECOND).expect_err("wrong");
        assert_eq!(error.to_string(), "a body of 9 bytes, not 10");
    }
}
