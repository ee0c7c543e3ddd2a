//! A server for HTTP/1.1 and HTTP/2, which counts connections and what is in flight.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::time::sleep;

/// What the server does with a connection, and with a request.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// How long it takes until it reads from a new connection: far away, that long
    /// would the handshakes of TCP and TLS take.
    pub(super) handshake: Duration,
    /// How long it takes until a request is answered.
    pub(super) latency: Duration,
    /// How many streams an HTTP/2 connection may have at once, where it is limited.
    pub(super) streams: Option<u32>,
}

/// A server on a thread of its own. It ends with the process.
pub(super) struct Server {
    address: SocketAddr,
    counts: Arc<Counts>,
}

/// Of the connections and requests so far.
#[derive(Default)]
struct Counts {
    connections: AtomicU64,
    in_flight: AtomicU64,
    most_in_flight: AtomicU64,
}

impl Server {
    /// Starts it on a free port of the loopback.
    pub(super) fn start(terms: Terms) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let counts = Arc::new(Counts::default());
        let server = Self { address, counts: Arc::clone(&counts) };
        let runtime = Builder::new_current_thread().enable_all().build()?;
        thread::spawn(move || runtime.block_on(accept(listener, terms, counts)));
        Ok(server)
    }

    /// The URL of an answer with this many bytes.
    pub(super) fn url(&self, bytes: usize) -> String {
        format!("http://{}/{bytes}", self.address)
    }

    /// How many connections were opened.
    pub(super) fn connections(&self) -> u64 {
        self.counts.connections.load(SeqCst)
    }

    /// How many requests it had at once, at most.
    pub(super) fn most_in_flight(&self) -> u64 {
        self.counts.most_in_flight.load(SeqCst)
    }
}

async fn accept(
    listener: TcpListener,
    terms: Terms,
    counts: Arc<Counts>,
) -> Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (connection, _) = listener.accept().await?;
        connection.set_nodelay(true)?;
        counts.connections.fetch_add(1, SeqCst);
        tokio::spawn(serve(connection, terms, Arc::clone(&counts)));
    }
}

// ANCHOR: listing
/// Serves a connection in the protocol in which the client begins.
async fn serve(connection: TcpStream, terms: Terms, counts: Arc<Counts>) {
    sleep(terms.handshake).await;
    let answer =
        service_fn(|request| answer(request, terms.latency, Arc::clone(&counts)));
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http2().max_concurrent_streams(terms.streams);
    // A client that breaks the connection off sees that itself.
    let _ = builder.serve_connection(TokioIo::new(connection), answer).await;
}

/// Answers a request after the latency.
async fn answer(
    request: Request<Incoming>,
    latency: Duration,
    counts: Arc<Counts>,
) -> Result<Response<String>, Infallible> {
    let in_flight = counts.in_flight.fetch_add(1, SeqCst) + 1;
    counts.most_in_flight.fetch_max(in_flight, SeqCst);
    sleep(latency).await;
    counts.in_flight.fetch_sub(1, SeqCst);
    let bytes = request.uri().path()[1..].parse().unwrap_or(0);
    Ok(Response::new("x".repeat(bytes)))
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    /// What a client sees and the server counts, where four requests are made at once.
    fn ask(client: &reqwest::Client, streams: Option<u32>) -> (u64, u64) {
        let terms = Terms {
            handshake: Duration::ZERO,
            latency: Duration::from_millis(20),
            streams,
        };
        let server = Server::start(terms).expect("a port");
        let runtime = Builder::new_current_thread().enable_all().build().expect("one");
        let fetches = (0..4).map(|_| async {
            let answer = client.get(server.url(7)).send().await.expect("an answer");
            answer.bytes().await.expect("a body").len()
        });
        let lengths = runtime.block_on(futures_util::future::join_all(fetches));
        assert_eq!(lengths, [7; 4]);
        (server.connections(), server.most_in_flight())
    }

    #[test]
    fn both_protocols_are_served_and_counted() {
        let http1 = reqwest::Client::new();
        let http2 = reqwest::Client::builder().http2_prior_knowledge();
        let http2 = http2.build().expect("a client");
        assert_eq!(ask(&http1, None).0, 4);
        assert_eq!(ask(&http2, None).0, 1);
        assert!(ask(&http2, Some(2)).1 <= 2);
    }
}
