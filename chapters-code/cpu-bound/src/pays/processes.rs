//! A process for each core, each with its share.

// ANCHOR: listing
use std::env;
use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::sequential;
use crate::workload::Workload;

/// Adds up how many primes there are up to each limit; each of the `workers`
/// processes has its share of the limits.
pub fn count_all(workload: &Workload) -> Result<u64> {
    let share = workload.limits.len().div_ceil(workload.workers);
    // All are started before the first is waited for.
    let workers: Vec<_> =
        workload.limits.chunks(share).map(start).collect::<Result<_>>()?;
    workers.into_iter().map(finish).sum()
}

/// Starts this same program as a worker, and writes it its limits.
fn start(limits: &[usize]) -> Result<Child> {
    let mut worker = Command::new(env::current_exe()?)
        .args(["helper", WORKER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = worker.stdin.take().context("its standard input is a pipe")?;
    let lines: Vec<_> = limits.iter().map(ToString::to_string).collect();
    stdin.write_all(lines.join("\n").as_bytes())?;
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
pub const WORKER: &str = "pays-worker";

/// The worker's side: limits in, one number out.
pub fn worker(_arguments: &[String]) -> Result<()> {
    let limits =
        io::stdin().lines().map(|line| Ok(line?.parse()?)).collect::<Result<_>>()?;
    println!("{}", sequential::count_all(&Workload { limits, workers: 1 })?);
    Ok(measure::worker::report()?)
}
