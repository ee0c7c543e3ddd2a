//! A book that is served, and the events that its open pages listen to.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

/// A server, which ends with this.
pub(super) struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    address: String,
    events: Option<BufReader<TcpStream>>,
}

impl Served {
    /// Starts this command, and waits until it says where the book is.
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let stderr = child.stderr.take().context("its standard error is piped")?;
        let (said, hear) = mpsc::channel();
        // Read to the end, so that the server is never stopped by a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if let Some((_, rest)) = line.split_once("http://") {
                    let end = rest.find(['/', '#', ' ']).unwrap_or(rest.len());
                    let _ = said.send(rest[..end].to_owned());
                }
            }
        });
        let mut served = Self { child, address: String::new(), events: None };
        served.address =
            hear.recv().context("the server ended before it said where the book is")?;
        Ok(served)
    }

    /// Opens a page, and listens as the page would. Returns once it is there.
    pub(super) fn open(&mut self, page: &str) -> Result<()> {
        let began = Instant::now();
        while !self.get(&format!("/{page}"))?.1.starts_with("HTTP/1.1 200") {
            ensure!(
                began.elapsed() < Duration::from_secs(600),
                "no page after ten minutes"
            );
            thread::sleep(Duration::from_millis(20));
        }
        let (events, status) = self.get(&format!("/-/events?page=/{page}"))?;
        ensure!(status.starts_with("HTTP/1.1 200"), "no events: {status}");
        self.events = Some(events);
        // The first says which version is there.
        self.reload()
    }

    /// Waits for the event that reloads the page.
    pub(super) fn reload(&mut self) -> Result<()> {
        self.event("reload").map(drop)
    }

    /// Waits for the next event of this name; returns its data.
    pub(super) fn event(&mut self, name: &str) -> Result<String> {
        let events = self.events.as_mut().context("no page is open")?;
        let mut is_it = false;
        for line in events.lines() {
            let line = line.context("the server is gone")?;
            if let Some(event) = line.strip_prefix("event:") {
                is_it = event.trim() == name;
            } else if let Some(data) = line.strip_prefix("data:").filter(|_| is_it) {
                return Ok(data.trim().to_owned());
            }
        }
        bail!("the server ended before the event `{name}`")
    }

    /// Asks for a path; returns what follows the first line, and that line.
    fn get(&self, path: &str) -> Result<(BufReader<TcpStream>, String)> {
        let address = &self.address;
        let mut stream = TcpStream::connect(address)
            .with_context(|| format!("nobody listens at {address}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(600)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
        let mut reader = BufReader::new(stream);
        let mut status = String::new();
        reader.read_line(&mut status)?;
        Ok((reader, status.trim().to_owned()))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // As Ctrl-C does, so that it ends what it has started.
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-INT", &pid]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
