//! A server that counts the requests that it answers, and those that were given up before.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// A server on threads of its own. It ends with the process.
pub(super) struct Server {
    address: SocketAddr,
    counts: Arc<Counts>,
}

/// Of the requests so far.
#[derive(Default)]
pub(super) struct Counts {
    open: AtomicU64,
    answered: AtomicU64,
    given_up: AtomicU64,
}

impl Server {
    /// Starts it on a free port of the loopback.
    pub(super) fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let counts = Arc::new(Counts::default());
        let server = Self { address, counts: Arc::clone(&counts) };
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let counts = Arc::clone(&counts);
                counts.open.fetch_add(1, SeqCst);
                thread::spawn(move || {
                    // A connection that broke is one that was given up, and counted.
                    let _ = serve(connection, &counts);
                    counts.open.fetch_sub(1, SeqCst);
                });
            }
        });
        Ok(server)
    }

    /// The URL of a request that is answered after this time, with this status.
    pub(super) fn url(&self, number: u64, status: u16, wait: Duration) -> String {
        format!("http://{}/{number}/{status}/{}", self.address, wait.as_nanos())
    }

    /// How many it has answered with success.
    pub(super) fn answered(&self) -> u64 {
        self.counts.answered.load(SeqCst)
    }

    /// How many clients were gone before their answer was ready.
    pub(super) fn given_up(&self) -> u64 {
        self.counts.given_up.load(SeqCst)
    }

    /// How many it has still to answer.
    pub(super) fn open(&self) -> u64 {
        self.counts.open.load(SeqCst)
    }
}

// ANCHOR: serve
/// Answers one request when its time has come, unless the client is gone by then.
fn serve(mut connection: TcpStream, counts: &Counts) -> Result<()> {
    let (status, wait) = asked(&connection)?;
    connection.set_read_timeout(Some(wait))?;
    match connection.read(&mut [0]) {
        // Nothing more came for so long: the client waits for the answer.
        Err(error)
            if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
        {
            let body = "content-length: 1\r\nconnection: close\r\n\r\nx";
            connection
                .write_all(format!("HTTP/1.1 {status} -\r\n{body}").as_bytes())?;
            counts.answered.fetch_add(u64::from(status == 200), SeqCst);
        }
        // The end of what the client sends, or an error: it has closed the connection.
        _ => {
            counts.given_up.fetch_add(1, SeqCst);
        }
    }
    Ok(())
}
// ANCHOR_END: serve

/// The status and the time that a request asks for: `GET /NUMBER/STATUS/NANOSECONDS`.
fn asked(connection: &TcpStream) -> Result<(u16, Duration)> {
    let mut lines = BufReader::new(connection).lines();
    let first = lines.next().context("no request")??;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).context("no path")?;
    let mut parts = path.split('/').skip(2);
    let status = parts.next().context("no status")?.parse()?;
    let wait_ns = parts.next().context("no time")?.parse()?;
    Ok((status, Duration::from_nanos(wait_ns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(server: &Server, status: u16, wait: Duration) -> TcpStream {
        let mut connection = TcpStream::connect(server.address).expect("it listens");
        let path = format!("/0/{status}/{}", wait.as_nanos());
        let request = format!("GET {path} HTTP/1.1\r\nhost: here\r\n\r\n");
        connection.write_all(request.as_bytes()).expect("sent");
        connection
    }

    #[test]
    fn answers_and_clients_that_gave_up_are_counted() {
        let server = Server::start().expect("a port");
        let mut answer = String::new();
        let mut waits = request(&server, 200, Duration::from_millis(1));
        waits.read_to_string(&mut answer).expect("an answer");
        assert!(
            answer.starts_with("HTTP/1.1 200 ") && answer.ends_with('x'),
            "{answer}"
        );
        request(&server, 500, Duration::from_millis(1))
            .read_to_string(&mut answer)
            .expect("an answer");
        drop(request(&server, 200, Duration::from_secs(600)));
        while server.given_up() < 1 || server.open() > 0 {
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!((server.answered(), server.given_up()), (1, 1));
    }
}
