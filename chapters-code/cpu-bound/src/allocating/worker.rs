//! The process that does the work: each allocator is that of a whole program.

use std::env;
use std::io::{self, Read as _};

use anyhow::Result;
use measure::worker;

use super::load::Task;

/// The helper process that is a worker.
pub const WORKER: &str = "allocating-worker";

/// What a program does that is nothing but a worker.
pub fn main() -> Result<()> {
    run(&env::args().skip(1).collect::<Vec<_>>())
}

/// Says that it is ready, waits for the end of its input, works, and prints the answer.
pub fn run(arguments: &[String]) -> Result<()> {
    let task = Task::parse(arguments)?;
    println!("{READY}");
    io::stdin().read_to_end(&mut Vec::new())?;
    println!("{}", task.count());
    Ok(worker::report()?)
}

/// What it says when it is ready.
pub(super) const READY: &str = "ready";
