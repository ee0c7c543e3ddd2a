//! The requests to have in flight at once, and the memory that they take meanwhile.

use std::fs;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result, ensure};
use measure::Answer;
use origin::service;
use record::Settings;
use tokio::runtime::Builder;

/// How large a buffer to read into is, where a request has one of its own, in bytes.
pub(super) const BUFFER: usize = 8 << 10;

/// What every way of making requests is given.
pub(super) struct Requests {
    /// The URLs to fetch, each once.
    pub(super) urls: Vec<String>,
    /// Where the server listens.
    pub(super) address: SocketAddr,
    /// The memory of this process when the first answer was there.
    in_flight: OnceLock<Option<u64>>,
}

impl Requests {
    /// The requests for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Arc<Self>> {
        let base = service::base(settings)?;
        let address = base.strip_prefix("http://").context("the origin speaks HTTP")?;
        Ok(Arc::new(Self {
            urls: service::urls(settings, settings.count("requests")?)?,
            address: address.parse()?,
            in_flight: OnceLock::new(),
        }))
    }

    /// Runs a strategy on one thread.
    pub(super) fn run(
        self: &Arc<Self>,
        fetch_all: impl AsyncFnOnce(&Arc<Self>) -> Result<u64>,
    ) -> Result<Answer> {
        self.measured(|| {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(fetch_all(self))
        })
    }

    /// Makes the requests, and notes by how much this process has grown for each when
    /// the first answer is there and all others are waited for.
    pub(super) fn measured(
        &self,
        fetch_all: impl FnOnce() -> Result<u64>,
    ) -> Result<Answer> {
        let before = written();
        let answer = Answer::from(fetch_all()?);
        let in_flight = self.in_flight.get().copied().flatten();
        let requests = self.urls.len() as u64;
        Ok(match (before, in_flight) {
            (Some(before), Some(in_flight)) => answer.with(
                "per_request_bytes",
                in_flight.saturating_sub(before) / requests.max(1),
            ),
            _ => answer,
        })
    }

    /// To be called with each answer: the first tells what all take.
    pub(super) fn arrived(&self, bytes: u64) -> u64 {
        self.in_flight.get_or_init(written);
        bytes
    }
}

/// What goes to the server for a URL. It closes the connection after its answer.
pub(super) fn request(url: &str) -> String {
    let path = url.split('/').skip(3).collect::<Vec<_>>().join("/");
    format!("GET /{path} HTTP/1.1\r\nHost: origin\r\nConnection: close\r\n\r\n")
}

/// How many bytes the body of an answer has.
pub(super) fn body(answer: &[u8]) -> Result<u64> {
    ensure!(answer.starts_with(b"HTTP/1.1 200"), "the answer is no success");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    Ok((answer.len() - end.context("the answer has no body")? - 4) as u64)
}

/// The memory that this process has written to, in bytes: heap and stacks, without the
/// pages of its code. It is counted page by page; the numbers in proc_pid_status(5)
/// are sloppier. `None` where there is no smaps_rollup.
fn written() -> Option<u64> {
    let rollup = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Anonymous:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_the_path_and_a_body_is_what_follows_the_head() {
        let sent = request("http://127.0.0.1:80/bytes/7");
        assert!(sent.starts_with("GET /bytes/7 HTTP/1.1\r\n"), "{sent}");
        assert_eq!(body(b"HTTP/1.1 200 OK\r\na: b\r\n\r\nxyz").expect("whole"), 3);
        assert!(body(b"HTTP/1.1 404 Not Found\r\n\r\n").is_err());
        assert!(body(b"HTTP/1.1 200 OK\r\na: b\r\n").is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_is_written_to_is_written() {
        let before = written().expect("Linux tells it");
        let memory = std::hint::black_box(vec![1_u8; 64 << 20]);
        assert!(written().expect("Linux tells it") > before + (32 << 20));
        drop(memory);
    }
}
