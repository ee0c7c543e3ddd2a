//! Programs that ask a server, or seem to.

use std::hint::black_box;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::process::exit;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UdpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use crate::server;

const LATENCY: Duration = Duration::from_millis(20);

/// A runtime of two threads, on any machine.
pub(crate) fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("connected")
}

async fn ask(connection: &mut TcpStream) {
    connection.write_u8(b'?').await.expect("sent");
    connection.read_u8().await.expect("answered");
}

/// - `loop`: waits for a server, with one request in flight at any time, though it is async.
/// - `joined`: twenty in flight.
pub(crate) fn await_in_a_loop(mode: &str) {
    let address = server::start(LATENCY);
    runtime().block_on(async {
        let mut connections = join_all((0..20).map(|_| connect(address))).await;
        if mode == "loop" {
            connections.truncate(1);
        }
        for _ in 0..40 {
            join_all(connections.iter_mut().map(ask)).await;
        }
    });
}

/// - `blocking`: waits in sleeps that block the threads of its runtime, so that as many go
///   on at once as it has threads.
/// - `handed-off`: eighty at once, on as many threads of the blocking pool.
/// - `async`: eighty at once.
pub(crate) fn blocking_runtime(mode: &str) {
    let rounds = if mode == "blocking" { 1 } else { 40 };
    let runtime = runtime();
    for _ in 0..rounds {
        let call = |_| match mode {
            "blocking" => runtime.spawn(async { thread::sleep(LATENCY) }),
            "async" => runtime.spawn(async { tokio::time::sleep(LATENCY).await }),
            _ => runtime.spawn_blocking(|| thread::sleep(LATENCY)),
        };
        let calls: Vec<_> = (0..80).map(call).collect();
        runtime.block_on(join_all(calls));
    }
}

/// Waits for a server in reads that block the one thread of its runtime: one request in
/// flight at any time, though there is a task for each.
pub(crate) fn event_loop_blocked(_: &str) {
    let address = server::start(LATENCY);
    let request = move || {
        let mut connection = std::net::TcpStream::connect(address)?;
        connection.write_all(b"?")?;
        connection.read_exact(&mut [0])
    };
    let runtime =
        Builder::new_current_thread().enable_all().build().expect("a runtime");
    let tasks: Vec<_> =
        (0..40).map(|_| runtime.spawn(async move { request() })).collect();
    for task in tasks {
        runtime.block_on(task).expect("no panic").expect("answered");
    }
}

/// What a client does before its first request, such as to read in certificates.
fn prepare() {
    let mut numbers: Vec<u32> =
        (0..14_000).map(|n: u32| n.wrapping_mul(2_654_435_761)).collect();
    numbers.sort_unstable();
    black_box(numbers);
}

/// - `each`: computes, though it seems to ask a server: for each request it prepares and
///   connects anew.
/// - `one`: waits, with twenty requests in flight.
pub(crate) fn fresh_connections(mode: &str) {
    let fresh = mode == "each";
    let address = server::start(LATENCY);
    let client = move || async move {
        let mut kept = None;
        for _ in 0..if fresh { 20 } else { 50 } {
            let mut connection = if let Some(connection) = kept.take() {
                connection
            } else {
                prepare();
                connect(address).await
            };
            ask(&mut connection).await;
            kept = (!fresh).then_some(connection);
        }
    };
    let runtime = runtime();
    let clients: Vec<_> = (0..20).map(|_| runtime.spawn(client())).collect();
    runtime.block_on(join_all(clients));
}

/// Under a limit of 256 open files:
///
/// - `all`: fails, for it opens a thousand sockets at once.
/// - `bounded`: waits, with two hundred sockets.
pub(crate) fn too_many_files(mode: &str) {
    let places = Arc::new(Semaphore::new(if mode == "all" { 1_000 } else { 200 }));
    let request = async move |places: Arc<Semaphore>| -> io::Result<()> {
        let _place = places.acquire().await.expect("never closed");
        let _socket = UdpSocket::bind("127.0.0.1:0").await?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        Ok(())
    };
    let runtime = runtime();
    let requests = (0..1_000).map(|_| runtime.spawn(request(Arc::clone(&places))));
    for answer in runtime.block_on(join_all(requests)) {
        if let Err(error) = answer.expect("no panic") {
            eprintln!("no answer: {error}");
            exit(1);
        }
    }
}

/// - `two-writes`: waits for delayed acknowledgements, 40 ms in each exchange on Linux.
/// - `one-write`: too short to tell.
pub(crate) fn nagle(mode: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    thread::spawn(move || {
        let (mut server, _) = listener.accept().expect("a connection");
        while server.read_exact(&mut [0; 2]).is_ok() && server.write_all(b"!").is_ok() {
        }
    });
    let mut client = std::net::TcpStream::connect(address).expect("connected");
    let writes: &[&[u8]] =
        if mode == "two-writes" { &[b"?", b"\n"] } else { &[b"?\n"] };
    for _ in 0..25 {
        for write in writes {
            client.write_all(write).expect("sent");
        }
        client.read_exact(&mut [0]).expect("answered");
    }
}
