//! A connection of tokio's without a client around it: one request, written once, and
//! one buffer, used again and again.

use std::io::ErrorKind::WouldBlock;
use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::net::TcpStream;

use super::Load;

/// How large the buffer for an answer is, in bytes. The answers fit.
const BUFFER: usize = 8 << 10;

// ANCHOR: listing
/// Fetches the URL over one connection, again and again, with one buffer.
pub(super) async fn keep_busy(load: &Load) -> Result<u64> {
    let (address, request) = parts(&load.url)?;
    let connection = TcpStream::connect(address).await?;
    let (mut bytes, mut buffer) = (0, [0; BUFFER]);
    for _ in 0..load.each {
        connection.writable().await?;
        connection.try_write(request.as_bytes())?; // it fits
        bytes += receive(&connection, &mut buffer).await?;
    }
    Ok(bytes)
}
// ANCHOR_END: listing

// ANCHOR: receive
/// Reads one answer, and returns how many bytes its body has.
async fn receive(connection: &TcpStream, buffer: &mut [u8]) -> Result<u64> {
    let mut filled = 0;
    loop {
        connection.readable().await?;
        match connection.try_read(&mut buffer[filled..]) {
            Ok(0) => bail!("the connection ended, or the answer is too long"),
            Ok(read) => filled += read,
            Err(error) if error.kind() == WouldBlock => continue, // a false alarm
            Err(error) => return Err(error.into()),
        }
        if let Some(body) = whole_body(&buffer[..filled])? {
            return Ok(body);
        }
    }
}
// ANCHOR_END: receive

/// The address in a URL, and the request that goes there.
fn parts(url: &str) -> Result<(SocketAddr, String)> {
    let rest = url.strip_prefix("http://").context("the origin speaks HTTP")?;
    let (address, path) = rest.split_once('/').context("the URL has a path")?;
    Ok((address.parse()?, format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\n\r\n")))
}

/// How many bytes the body of an answer has, once all of it is there.
fn whole_body(answer: &[u8]) -> Result<Option<u64>> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = str::from_utf8(&answer[..end])?;
    ensure!(head.starts_with("HTTP/1.1 200"), "the answer is no success: {head}");
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    let mut length =
        fields.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let (_, length) = length.next().context("the answer does not tell its length")?;
    let length = length.parse::<u64>()?;
    Ok(((answer.len() - end - 4) as u64 >= length).then_some(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_the_host_and_the_path() {
        let (address, request) =
            parts("http://127.0.0.1:80/bytes/7?a=0").expect("a URL");
        assert_eq!(address.port(), 80);
        assert_eq!(request, "GET /bytes/7?a=0 HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n");
    }

    #[test]
    fn an_answer_is_whole_when_as_much_has_come_as_its_head_says() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz";
        assert_eq!(whole_body(answer).expect("a success"), Some(3));
        assert_eq!(whole_body(&answer[..40]).expect("a success"), None);
        assert_eq!(whole_body(&answer[..20]).expect("no head yet"), None);
        assert!(whole_body(b"HTTP/1.1 404 Not Found\r\n\r\n").is_err());
        assert!(whole_body(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
