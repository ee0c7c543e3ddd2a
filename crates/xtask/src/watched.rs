//! `cargo xtask bench-watched`: whether a page that watches a measurement slows it.

use anyhow::Result;

use crate::shell::{self, cargo};
use crate::tools;

/// Compares with this many pairs of measurements, for the records of a machine if it is
/// named.
pub(crate) fn bench(pairs: usize, machine: Option<&String>) -> Result<()> {
    let browser = tools::browser()?;
    shell::run(&mut cargo(["build", "--package", "book"]))?;
    let mut watched = cargo(["run", "--package", "book", "--example", "watched", "--"]);
    watched.arg(pairs.to_string()).args(machine);
    shell::run(watched.env("CHROME", browser))
}
