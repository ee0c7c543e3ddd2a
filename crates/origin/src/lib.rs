//! The book's own HTTP origin: every answer comes after a chosen latency.
//!
//! The latency is a timer, not work: a thousand requests wait side by side, as
//! they would for a database or a distant server.
//!
//! - `GET /bytes/N`: `N` bytes, after the latency
//! - `GET /status/S`: an empty answer with the status `S`, after the latency

mod alarm;

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpSocket};

use crate::alarm::Alarms;

/// Connections that may wait to be accepted. Linux cuts this to
/// `net.core.somaxconn`; beyond it a connection is retried after a second.
const BACKLOG: u32 = 65_535;

/// The longest answer to `/bytes/N`: 16 MiB.
const LONGEST: usize = 16 << 20;

/// Serves on this port of the loopback (0: any free one) until standard input
/// closes, so that the origin never outlives whoever started it. Prints its
/// URL on a line of standard output once it is ready.
pub fn serve_until_stdin_closes(port: u16, latency: Duration) -> Result<()> {
    raise_open_files_limit();
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
}

impl Latency {
    async fn wait(&self) {
        self.alarms.wait(self.time).await;
    }
}

fn router(time: Duration) -> Router {
    Router::new()
        .route("/bytes/{length}", get(bytes))
        .route("/status/{status}", get(status))
        .with_state(Latency { alarms: Alarms::start(), time })
}

async fn bytes(
    State(latency): State<Latency>,
    Path(length): Path<usize>,
) -> Result<Vec<u8>, StatusCode> {
    latency.wait().await;
    if length > LONGEST {
        Err(StatusCode::PAYLOAD_TOO_LARGE)
    } else {
        Ok(vec![b'x'; length])
    }
}

async fn status(State(latency): State<Latency>, Path(status): Path<u16>) -> StatusCode {
    latency.wait().await;
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST)
}

/// Each connection is an open file: allow as many as the hard limit does. Where
/// that is refused (macOS says "unlimited" and means less), what is allowed
/// already has to do.
fn raise_open_files_limit() {
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}
