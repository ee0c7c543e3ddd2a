//! A service that takes only so many requests, on a clock that is a number.
//!
//! It runs under Tokio's paused clock: a wait takes no time, and ends at exactly the moment
//! that it was meant to. So when a client comes again can be compared.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::http::Reply;
use crate::program::refuse;

/// How many requests it takes in any [`SPAN`].
pub(crate) const CAPACITY: usize = 4;

/// For how long a request counts.
pub(crate) const SPAN: Duration = Duration::from_millis(100);

/// How long an answer takes, also one that turns a request away.
const LATENCY: Duration = Duration::from_millis(5);

/// Who asks more often than this for one page does nothing else any more.
const ENDLESS: usize = 50;

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    pub(crate) path: String,
    /// When it came, after the start.
    pub(crate) at: Duration,
    pub(crate) status: u16,
}

/// See the module.
pub struct Service {
    started: Instant,
    tries: RefCell<Vec<Try>>,
}

impl Service {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), tries: RefCell::default() }
    }

    /// Asks for a page. The status is 200 if it is there; 404 if there is no such page, and
    /// never will be; 429 if there were too many requests.
    pub async fn get(&self, path: &str) -> Reply {
        let at = self.started.elapsed();
        let status = self.status(path, at);
        self.tries.borrow_mut().push(Try { path: path.to_owned(), at, status });
        let times = self.tries.borrow().iter().filter(|one| one.path == path).count();
        if times > ENDLESS {
            refuse(&format!(
                "{path} was asked for {ENDLESS} times in {} ms, and no end to it",
                at.as_millis()
            ));
        }
        tokio::time::sleep(LATENCY).await;
        match status {
            200 => Reply::ok(format!("this is {path}")),
            _ => Reply::status(status),
        }
    }

    fn status(&self, path: &str, at: Duration) -> u16 {
        if path == "/missing" {
            return 404;
        }
        let tries = self.tries.borrow();
        let counts = |one: &&Try| one.status == 200 && at.saturating_sub(one.at) < SPAN;
        if tries.iter().filter(counts).count() < CAPACITY { 200 } else { 429 }
    }

    /// All requests so far.
    pub(crate) fn tries(&self) -> Vec<Try> {
        self.tries.borrow().clone()
    }
}

/// A number from 0 up to 1: another each time, and the same ones in each run.
pub fn random() -> f64 {
    static STATE: AtomicU64 = AtomicU64::new(0);
    // SplitMix64 (Steele, Lea and Flood, 2014).
    let mut mixed = STATE.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
