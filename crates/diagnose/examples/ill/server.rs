//! A slow server, in the program that asks it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// Answers each byte with itself after this while, on any number of connections.
pub(crate) fn start(latency: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("bound");
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            thread::spawn(move || answer(connection, latency));
        }
    });
    address
}

/// Answers until the other side closes.
fn answer(mut connection: TcpStream, latency: Duration) {
    let mut byte = [0];
    while connection.read_exact(&mut byte).is_ok() {
        thread::sleep(latency);
        if connection.write_all(&byte).is_err() {
            break;
        }
    }
}
