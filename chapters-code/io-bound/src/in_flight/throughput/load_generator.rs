//! The same load from wrk, which was made for nothing else.

use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context as _, Result, ensure};
use measure::Answer;

use super::Load;

// ANCHOR: listing
/// Runs `wrk` for a second against the same URL, over as many connections.
pub(super) fn fetch_all(load: &Load) -> Result<Answer> {
    let cores = available_parallelism()?.get() as u64;
    let output = Command::new("wrk")
        .args(["--threads", &cores.min(load.connections).to_string()])
        .args(["--connections", &load.connections.to_string()])
        .args(["--duration", "1s", &load.url])
        .output()
        .context("wrk is not installed: https://github.com/wg/wrk")?;
    ensure!(output.status.success(), "wrk ended with {}", output.status);
    let said = String::from_utf8(output.stdout)?;
    let rate = rate(&said).with_context(|| format!("wrk said no rate: {said}"))?;
    Ok(Answer::from(load.requests()).with("per_second", rate))
}
// ANCHOR_END: listing

/// The rate in what wrk prints: `Requests/sec:  12345.67`.
fn rate(said: &str) -> Option<u64> {
    ensure_no_errors(said)?;
    let line =
        said.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"))?;
    Some(line.trim().parse::<f64>().ok()? as u64)
}

/// Requests that failed are no throughput.
fn ensure_no_errors(said: &str) -> Option<()> {
    let failed = said.contains("Non-2xx") || said.contains("Socket errors");
    (!failed).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_read_unless_requests_failed() {
        let said = "  41234 requests in 1.10s, 5.2MB read\nRequests/sec:  37485.45\nTransfer/sec: 1MB\n";
        assert_eq!(rate(said), Some(37_485));
        assert_eq!(rate(&format!("  Non-2xx or 3xx responses: 7\n{said}")), None);
        assert_eq!(rate("unable to connect"), None);
    }
}
