//! A connection to the origin: one request at a time, and it stays open.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// An open connection, and the request that is sent over it.
pub(super) struct Http {
    stream: BufReader<TcpStream>,
    request: String,
}

impl Http {
    /// Connects to this base URL, such as `http://127.0.0.1:45678`, to ask for this path.
    pub(super) fn connect(base: &str, path: &str) -> io::Result<Self> {
        let host = base.trim_start_matches("http://");
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            request: format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n"),
        })
    }

    /// Asks, reads the whole answer, and returns its status.
    pub(super) fn get(&mut self) -> io::Result<u16> {
        self.stream.get_mut().write_all(self.request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other("no status came"))?;
        let mut length = 0;
        while line.trim() != "" {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.to_ascii_lowercase();
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
        Ok(status)
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    #[test]
    fn a_connection_is_asked_again_after_an_answer_with_a_body() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("bound"));
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
            ] {
                let mut request = [0; 64];
                let _ = stream.read(&mut request).expect("a request");
                stream.write_all(answer.as_bytes()).expect("heard");
            }
        });
        let mut http = Http::connect(&base, "/").expect("connected");
        assert_eq!([http.get().expect("one"), http.get().expect("two")], [200, 503]);
        server.join().expect("it served");
    }
}
