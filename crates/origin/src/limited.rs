//! A server that can do only so much, and does not always succeed.
//!
//! It serves a few requests at a time, each for one latency. A few more may
//! wait in line; a request that comes when the line is full is turned away at once
//! with status 503, which is what a server does that protects itself. Of those
//! that it serves, some fail with status 500, and some take very long.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::alarm::Alarms;

/// How many requests are served at a time.
pub const CAPACITY: usize = 8;

/// How many more may wait in line.
pub const LINE: usize = 16;

/// How many times the latency a request takes that takes long.
pub const LONG: u32 = 20;

/// Which of the requests go wrong: of a hundred.
#[derive(Deserialize)]
struct Trouble {
    /// How many fail.
    failing: u64,
    /// How many take long.
    stalling: u64,
}

/// What becomes of a request that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Answered,
    Fails,
    Stalls,
}

impl Trouble {
    /// The fate of the request with this number: the same in every run, and
    /// with no pattern that a client could meet by accident.
    fn fate(&self, number: u64) -> Fate {
        // SplitMix64's finalizer (Steele, Lea and Flood, 2014).
        let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        match (mixed ^ (mixed >> 31)) % 100 {
            drawn if drawn < self.failing => Fate::Fails,
            drawn if drawn < self.failing + self.stalling => Fate::Stalls,
            _ => Fate::Answered,
        }
    }
}

#[derive(Clone)]
struct Limited {
    alarms: Alarms,
    latency: Duration,
    places: Arc<Semaphore>,
    line: Arc<Semaphore>,
    served: Arc<AtomicU64>,
}

/// The route `/limited/N?failing=F&stalling=S`.
pub(crate) fn router(alarms: Alarms, latency: Duration) -> Router {
    Router::new().route("/limited/{length}", get(limited)).with_state(Limited {
        alarms,
        latency,
        places: Arc::new(Semaphore::new(CAPACITY)),
        line: Arc::new(Semaphore::new(CAPACITY + LINE)),
        served: Arc::default(),
    })
}

async fn limited(
    State(server): State<Limited>,
    Path(length): Path<usize>,
    Query(trouble): Query<Trouble>,
) -> Result<Vec<u8>, StatusCode> {
    let Ok(_in_line) = server.line.try_acquire() else {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    };
    let _place = server.places.acquire().await.map_err(|_| StatusCode::GONE)?;
    let fate = trouble.fate(server.served.fetch_add(1, Ordering::Relaxed));
    let time = match fate {
        Fate::Stalls => server.latency * LONG,
        Fate::Answered | Fate::Fails => server.latency,
    };
    server.alarms.wait(time).await;
    match fate {
        Fate::Fails => Err(StatusCode::INTERNAL_SERVER_ERROR),
        Fate::Answered | Fate::Stalls => crate::body(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_as_many_go_wrong_as_were_asked_for() {
        let trouble = Trouble { failing: 10, stalling: 3 };
        let fates: Vec<Fate> = (0..10_000).map(|number| trouble.fate(number)).collect();
        let count = |fate| fates.iter().filter(|other| **other == fate).count();
        assert!((900..1100).contains(&count(Fate::Fails)));
        assert!((200..400).contains(&count(Fate::Stalls)));
    }
}
