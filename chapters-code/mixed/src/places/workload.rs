//! Who wants a connection of the pool, and what became of each request.

use std::io;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use measure::{Answer, join};
use origin::service;
use r2d2::{NopErrorHandler, Pool, PooledConnection};
use record::Settings;

use super::PLACES;
use super::database::{Connection, Database};
use super::http::Http;

/// How long a worker waits for a place, unless it is impatient: longer than a sample.
const PATIENCE: Duration = Duration::from_secs(30);

/// What every strategy is given.
pub(super) struct Workload {
    pool: Pool<Database>,
    patience: Duration,
    workers: u64,
    requests: u64,
    /// The base URL of whom a request calls besides, and how.
    call: (String, String),
    tally: Tally,
}

/// What became of the requests, and the times of all of them together.
#[derive(Default)]
struct Tally {
    begun: AtomicU64,
    answered: AtomicU64,
    turned_away: AtomicU64,
    timed_out: AtomicU64,
    held_ns: AtomicU64,
    waited_ns: AtomicU64,
}

/// What became of a request.
pub(super) enum Became {
    /// It was answered.
    Answered,
    /// The server had too much to do.
    TurnedAway,
    /// There was no place in time.
    TimedOut,
}

impl Workload {
    /// A pool whose connections are open, for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let [swept, single] = PLACES.map(|name| settings.optional_count(name));
        let places = swept?.or(single?).context("no size of the pool")?;
        let (workers, requests) =
            (settings.count("workers")?, settings.count("requests")?);
        ensure!(
            (1..=1_000).contains(&workers) && (1..=1_000_000).contains(&requests),
            "{workers} workers for {requests} requests: 1 to 1000 for 1 to 1000000"
        );
        let patience = match settings.optional_text("patient")? {
            Some("no") => settings.duration("time-out")?,
            _ => PATIENCE,
        };
        let call_ns = settings.duration("call")?.as_nanos();
        Ok(Self {
            pool: pool(Database::of(settings)?, u32::try_from(places)?)?,
            patience,
            workers,
            requests,
            call: (
                service::base(settings)?.to_owned(),
                format!("/bytes/100?wait_ns={call_ns}"),
            ),
            tally: Tally::default(),
        })
    }

    /// Waits for a place in the pool, and takes it.
    pub(super) fn take(&self) -> Result<Place<'_>, r2d2::Error> {
        let asked = Instant::now();
        let connection = self.pool.get_timeout(self.patience)?;
        add(&self.tally.waited_ns, asked.elapsed());
        Ok(Place { connection, taken: Instant::now(), tally: &self.tally })
    }

    /// Gives each request to a worker that has none, with a way to call somebody else.
    pub(super) fn each_request(
        &self,
        make: impl Fn(&mut Call<'_>) -> Result<Became> + Sync,
    ) -> Result<Answer> {
        let began = Instant::now();
        let work = || -> Result<()> {
            let mut call = Call { to: &self.call, open: None };
            while self.tally.begun.fetch_add(1, Relaxed) < self.requests {
                let count = match make(&mut call)? {
                    Became::Answered => &self.tally.answered,
                    Became::TurnedAway => &self.tally.turned_away,
                    Became::TimedOut => &self.tally.timed_out,
                };
                count.fetch_add(1, Relaxed);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> =
                (0..self.workers).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(join)
        })?;
        Ok(self.tally.answer(began.elapsed()))
    }
}

// ANCHOR: pool
/// A pool of `places` connections, all open.
fn pool(database: Database, places: u32) -> Result<Pool<Database>> {
    let pool = Pool::builder()
        .max_size(places)
        .test_on_check_out(false)
        .error_handler(Box::new(NopErrorHandler))
        .build(database)?;
    Ok(pool)
}
// ANCHOR_END: pool

impl Tally {
    /// How many requests were decided is the answer.
    fn answer(&self, wall: Duration) -> Answer {
        let [answered, turned_away, timed_out, held_ns, waited_ns] = [
            &self.answered,
            &self.turned_away,
            &self.timed_out,
            &self.held_ns,
            &self.waited_ns,
        ]
        .map(|count| count.load(Relaxed));
        let each = |ns: u64| ns / (answered + turned_away).max(1);
        Answer::from(answered + turned_away + timed_out)
            .with("answered", answered)
            .with("turned_away", turned_away)
            .with("timed_out", timed_out)
            .with("held_ns", each(held_ns))
            .with("waited_ns", each(waited_ns))
            .with("per_second", (answered as f64 / wall.as_secs_f64()) as u64)
    }
}

fn add(to: &AtomicU64, time: Duration) {
    to.fetch_add(time.as_nanos() as u64, Relaxed);
}

/// A place in the pool: a connection, which goes back when this is dropped.
pub(super) struct Place<'w> {
    connection: PooledConnection<Database>,
    taken: Instant,
    tally: &'w Tally,
}

impl Deref for Place<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Place<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        add(&self.tally.held_ns, self.taken.elapsed());
    }
}

/// A call to somebody who is no database, over a connection of the worker's own.
pub(super) struct Call<'w> {
    to: &'w (String, String),
    open: Option<Http>,
}

impl Call<'_> {
    /// Asks, and waits for the answer.
    pub(super) fn make(&mut self) -> io::Result<()> {
        if self.open.is_none() {
            self.open = Some(Http::connect(&self.to.0, &self.to.1)?);
        }
        if let Some(http) = &mut self.open {
            http.get()?;
        }
        Ok(())
    }
}
