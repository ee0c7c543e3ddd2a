//! A fixed number of worker processes, each with its share of the URLs.

// ANCHOR: listing
use std::env;
use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::sequential;
use crate::workload::Workload;

/// Fetches every URL; each of the `workers` processes fetches its share in a loop.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    share_out(workload, WORKER)
}

/// Gives each worker its share, and adds up what they answer.
pub(super) fn share_out(workload: &Workload, worker: &str) -> Result<u64> {
    let share = workload.urls.len().div_ceil(workload.workers);
    // All are started before the first is waited for.
    let workers: Vec<_> = workload
        .urls
        .chunks(share)
        .map(|urls| start(worker, urls))
        .collect::<Result<_>>()?;
    workers.into_iter().map(finish).sum()
}

/// Starts this same program as a worker, and writes it its URLs.
fn start(worker: &str, urls: &[String]) -> Result<Child> {
    let mut worker = Command::new(env::current_exe()?)
        .args(["helper", worker])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = worker.stdin.take().context("its standard input is a pipe")?;
    stdin.write_all(urls.join("\n").as_bytes())?;
    Ok(worker) // dropping `stdin` closes it: the worker has them all
}

/// Waits for a worker, and reads the number that it printed.
fn finish(worker: Child) -> Result<u64> {
    let output = worker.wait_with_output()?;
    ensure!(output.status.success(), "a worker ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}
// ANCHOR_END: listing

/// The helper process that is a worker.
pub const WORKER: &str = "fetch-worker";

/// The workload that a worker reads from its standard input.
pub(super) fn share() -> Result<Workload> {
    let urls = io::stdin().lines().collect::<io::Result<_>>()?;
    Ok(Workload { urls, workers: 1 })
}

// ANCHOR: worker
/// The worker's side: URLs in, one number out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    println!("{}", sequential::fetch_all(&share()?)?);
    Ok(measure::worker::report()?)
}
// ANCHOR_END: worker
