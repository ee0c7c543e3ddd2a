//! The origin by itself, as somebody starts it who follows its printed address.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn its_printed_address_answers_after_the_latency_and_says_what_else_there_is() {
    let mut origin = Command::new(env!("CARGO_BIN_EXE_origin"))
        .args(["--latency-ms", "30"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut address = String::new();
    let stdout = origin.stdout.take().expect("a pipe");
    BufReader::new(stdout).read_line(&mut address).expect("printed");
    let host = address.trim().strip_prefix("http://").expect("a URL");

    let mut connection = TcpStream::connect(host).expect("it listens");
    let asked = Instant::now();
    write!(connection, "GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")
        .expect("sent");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("text");

    assert!(asked.elapsed() >= Duration::from_millis(30));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("/bytes/1000"), "{answer}");
    drop(origin.stdin.take());
    assert!(origin.wait().expect("it ends with its input").success());
}
