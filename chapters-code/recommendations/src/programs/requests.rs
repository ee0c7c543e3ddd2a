//! Asks a server for one thing after another.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

// ANCHOR: listing
const REQUESTS: usize = 25;

pub(super) fn main() {
    let server = serve(Duration::from_millis(20));
    let mut connection = TcpStream::connect(server).expect("connected");
    for _ in 0..REQUESTS {
        connection.write_all(b"?").expect("sent");
        connection.read_exact(&mut [0]).expect("answered");
    }
}
// ANCHOR_END: listing

/// A server that answers each byte after a while.
fn serve(latency: Duration) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("bound");
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        connection.set_nodelay(true).expect("an open socket");
        let mut byte = [0];
        while connection.read_exact(&mut byte).is_ok() {
            thread::sleep(latency);
            if connection.write_all(&byte).is_err() {
                break;
            }
        }
    });
    address
}
