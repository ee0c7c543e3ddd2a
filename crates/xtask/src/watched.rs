//! `cargo xtask bench-watched`: whether a page that watches a measurement slows it.

use anyhow::Result;

use crate::shell::{self, cargo};
use crate::tools;

/// Compares with this many pairs of measurements.
pub(crate) fn bench(pairs: usize) -> Result<()> {
    let browser = tools::browser()?;
    shell::run(&mut cargo(["build", "--package", "book"]))?;
    let mut watched = cargo(["run", "--package", "book", "--example", "watched", "--"]);
    shell::run(watched.arg(pairs.to_string()).env("CHROME", browser))
}
