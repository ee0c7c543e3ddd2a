//! A client as small as can be: each request has a connection of its own, which ends
//! with the answer, or when who asked gives up.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status: 200 where all is well.
    pub status: u16,
    /// The page.
    pub body: String,
}

impl Reply {
    /// A page.
    pub fn ok(body: impl Into<String>) -> Self {
        Self { status: 200, body: body.into() }
    }

    /// No page: a status alone.
    pub fn status(status: u16) -> Self {
        Self { status, body: String::new() }
    }

    fn parse(text: &str) -> Option<Self> {
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, body: body.to_owned() })
    }
}

/// Asks for a page, and blocks the thread until it is here.
///
/// # Panics
///
/// Where no answer comes at all.
pub fn get(url: &str) -> Reply {
    let ask = || -> io::Result<String> {
        let (address, request) = request(url);
        let mut connection = TcpStream::connect(address)?;
        connection.write_all(request.as_bytes())?;
        let mut text = String::new();
        connection.read_to_string(&mut text)?;
        Ok(text)
    };
    reply(url, ask())
}

/// Asks for a page, and lets other tasks have the thread until it is here. Dropped
/// before that, it closes its connection.
///
/// # Panics
///
/// Where no answer comes at all.
pub async fn get_async(url: &str) -> Reply {
    let ask = async || -> io::Result<String> {
        let (address, request) = request(url);
        let mut connection = tokio::net::TcpStream::connect(address).await?;
        connection.write_all(request.as_bytes()).await?;
        let mut text = String::new();
        connection.read_to_string(&mut text).await?;
        Ok(text)
    };
    reply(url, ask().await)
}

fn request(url: &str) -> (&str, String) {
    let rest = url.strip_prefix("http://").unwrap_or(url);
    let (address, path) = rest.split_once('/').unwrap_or((rest, ""));
    let head = format!("Host: {address}\r\nConnection: close");
    (address, format!("GET /{path} HTTP/1.1\r\n{head}\r\n\r\n"))
}

fn reply(url: &str, answered: io::Result<String>) -> Reply {
    let text = answered.unwrap_or_else(|error| panic!("no answer from {url}: {error}"));
    Reply::parse(&text).unwrap_or_else(|| panic!("no answer from {url}: {text:?}"))
}
