//! The book's own HTTP origin: every answer comes after a chosen latency.
//!
//! The latency is a timer, not work: a thousand requests wait side by side, as
//! they would for a database or a distant server.
//!
//! - `GET /`: what there is, after the latency
//! - `GET /bytes/N`: `N` bytes, after the latency; `?wait_ns=W`: after `W`
//!   nanoseconds instead
//! - `GET /status/S`: an empty answer with the status `S`, after the latency
//! - `GET /limited/N`: the same from a server that can do only so much: see
//!   [`limited`]
//! - `GET /pausing/N?period_ns=P&pause_ns=Q`: from a server that does nothing in
//!   the first `Q` nanoseconds of every `P`, as one that collects garbage would
//!
//! Every answer of `/bytes` has a header [`WAITED`]: how long the server itself
//! took, from the request's arrival until the answer was ready.
//!
//! In a chapter, [`service`] runs it as a process beside the samples.

mod alarm;
pub mod limited;
pub mod service;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpSocket};

use crate::alarm::Alarms;

/// Connections that may wait to be accepted. Linux cuts this to
/// `net.core.somaxconn`; beyond it a connection is retried after a second.
const BACKLOG: u32 = 65_535;

/// The longest answer to `/bytes/N`: 16 MiB.
const LONGEST: usize = 16 << 20;

/// The header that says how many nanoseconds the server itself took.
pub const WAITED: &str = "waited-ns";

/// Serves on this port of the loopback (0: any free one) until standard input
/// closes, so that the origin never outlives the process that started it. Prints its
/// URL on a line of standard output once it is ready.
pub fn serve_until_stdin_closes(port: u16, latency: Duration) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(port)?;
        println!("http://{}", listener.local_addr()?);
        let server = axum::serve(
            listener.tap_io(|connection| {
                // An answer goes out at once, not when the last one was acknowledged.
                let _ = connection.set_nodelay(true);
            }),
            router(latency),
        );
        tokio::select! {
            ended = server => ended.context("the origin ended"),
            () = stdin_closed() => Ok(()),
        }
    })
}

fn listen(port: u16) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address).with_context(|| format!("cannot listen on {address}"))?;
    Ok(socket.listen(BACKLOG)?)
}

async fn stdin_closed() {
    let mut ignored = [0; 64];
    while tokio::io::stdin().read(&mut ignored).await.is_ok_and(|read| read > 0) {}
}

/// What every handler needs: the timer, and for how long.
#[derive(Clone)]
struct Latency {
    alarms: Alarms,
    time: Duration,
    started: Instant,
}

impl Latency {
    async fn wait(&self) {
        self.alarms.wait(self.time).await;
    }
}

fn router(time: Duration) -> Router {
    let latency = Latency { alarms: Alarms::start(), time, started: Instant::now() };
    Router::new()
        .route("/", get(root))
        .route("/bytes/{length}", get(bytes))
        .route("/status/{status}", get(status))
        .route("/pausing/{length}", get(pausing))
        .with_state(latency.clone())
        .merge(limited::router(latency.alarms, time))
}

/// What there is, for a person who follows the printed address.
async fn root(State(latency): State<Latency>) -> String {
    latency.wait().await;
    let (time, capacity) = (latency.time, limited::CAPACITY);
    format!(
        "Every answer of this server comes after {time:?}, as this one did. Try:

/bytes/1000                                       a thousand bytes
/bytes/1000?wait_ns=5000000                       the same after 5 ms
/status/404                                       an empty answer with this status
/limited/1000?failing=10&stalling=5               served {capacity} at a time: 10 % fail, 5 % stall
/pausing/1000?period_ns=100000000&pause_ns=20000000   nothing in the first 20 ms of every 100
"
    )
}

/// How long to wait, where a request says so itself.
#[derive(Deserialize)]
struct Wait {
    wait_ns: Option<u64>,
}

async fn bytes(
    State(latency): State<Latency>,
    Path(length): Path<usize>,
    Query(Wait { wait_ns }): Query<Wait>,
) -> Result<([(&'static str, String); 1], Vec<u8>), StatusCode> {
    let arrived = Instant::now();
    latency.alarms.wait(wait_ns.map_or(latency.time, Duration::from_nanos)).await;
    let body = body(length)?;
    let waited = arrived.elapsed().as_nanos().to_string();
    Ok(([(WAITED, waited)], body))
}

fn body(length: usize) -> Result<Vec<u8>, StatusCode> {
    if length > LONGEST {
        Err(StatusCode::PAYLOAD_TOO_LARGE)
    } else {
        Ok(vec![b'x'; length])
    }
}

/// When a server does nothing: the first `pause_ns` of every `period_ns`, counted
/// from its start.
#[derive(Deserialize)]
struct Pause {
    period_ns: u64,
    pause_ns: u64,
}

impl Pause {
    /// How much of a pause is left at this time after the server's start.
    fn left(&self, time: Duration) -> Duration {
        let within = time.as_nanos() as u64 % self.period_ns.max(1);
        Duration::from_nanos(self.pause_ns.saturating_sub(within))
    }
}

async fn pausing(
    State(latency): State<Latency>,
    Path(length): Path<usize>,
    Query(pause): Query<Pause>,
) -> Result<Vec<u8>, StatusCode> {
    let left = pause.left(latency.started.elapsed());
    latency.alarms.wait(left + latency.time).await;
    body(length)
}

async fn status(State(latency): State<Latency>, Path(status): Path<u16>) -> StatusCode {
    latency.wait().await;
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_over_at_its_end_and_comes_again() {
        let pause = Pause { period_ns: 100, pause_ns: 30 };
        let left = |ns| pause.left(Duration::from_nanos(ns)).as_nanos();
        assert_eq!(
            [left(0), left(29), left(30), left(99), left(110)],
            [30, 1, 0, 0, 20]
        );
    }
}
