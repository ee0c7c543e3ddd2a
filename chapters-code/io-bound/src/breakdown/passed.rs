//! When a request passed which stage.

use std::time::Duration;

use anyhow::{Context as _, Result};
use measure::Answer;
use reqwest::header::HeaderMap;

/// When one request passed each stage, on the strategy's own clock.
pub(super) struct Passed {
    /// Its thread, or its future, began with it.
    pub(super) begun: Duration,
    /// The head of the answer was there.
    pub(super) answered: Duration,
    /// How long the server took, as the server measured it.
    pub(super) server: Duration,
    /// The last byte was there.
    pub(super) done: Duration,
    /// How many bytes the body has.
    pub(super) bytes: u64,
}

/// How long the server took, from the answer's head.
pub(super) fn server_time(headers: &HeaderMap) -> Result<Duration> {
    let waited =
        headers.get(origin::WAITED).context("the origin tells its own time")?;
    Ok(Duration::from_nanos(waited.to_str()?.parse()?))
}

/// The stages of the request that was done last: they add up to the time for
/// all of it. `client` is when the client was ready, `end` when all was over.
pub(super) fn stages(
    client: Duration,
    all: &[Passed],
    end: Duration,
) -> Result<Answer> {
    let last = all.iter().max_by_key(|passed| passed.done).context("no request")?;
    let ns = |time: Duration| time.as_nanos() as u64;
    let between = |from: Duration, to: Duration| ns(to.saturating_sub(from));
    let bytes = all.iter().map(|passed| passed.bytes).sum::<u64>();
    Ok(Answer::from(bytes)
        .with("client_ns", ns(client))
        .with("start_ns", between(client, last.begun))
        .with("connect_ns", between(last.begun + last.server, last.answered))
        .with("server_ns", ns(last.server))
        .with("read_ns", between(last.answered, last.done))
        .with("join_ns", between(last.done, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_add_up_to_the_whole() {
        let ms = Duration::from_millis;
        let early = Passed {
            begun: ms(4),
            answered: ms(26),
            server: ms(20),
            done: ms(27),
            bytes: 1,
        };
        let late = Passed {
            begun: ms(9),
            answered: ms(33),
            server: ms(21),
            done: ms(34),
            bytes: 2,
        };
        let answer = stages(ms(3), &[late, early], ms(36)).expect("two requests");
        assert_eq!(answer.value, 3);
        assert_eq!(answer.own.values().sum::<u64>(), 36_000_000);
        assert_eq!(answer.own["start_ns"], 6_000_000);
        assert_eq!(answer.own["connect_ns"], 3_000_000);
    }
}
