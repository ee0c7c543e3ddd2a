//! What a program and whoever watches it say to each other.

use std::io;

use anyhow::Result;
use record::Settings;

/// The fates of programs that need a place of their own.
pub(super) const LINK_CUT: &str = "link-cut";
pub(super) const DISK_FULL: &str = "disk-full";
pub(super) const DISK_FULL_UNCHECKED: &str = "disk-full-unchecked";

/// The setting of a row whose kernel gives up, and when.
pub(super) const TCP_TIMEOUT: &str = "tcp-timeout";

/// What a program says that can begin.
pub(super) const READY: &str = "ready";

/// How a program ends, as the one line that it prints.
pub(super) const ANSWERED: &str = "answered ";

/// The side of the program that is watched: hears what it has to do.
pub(super) fn hear() -> Result<Settings> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

/// Says that it can begin, and waits until it may.
pub(super) fn begin() -> Result<()> {
    println!("{READY}");
    io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// Says its answer.
pub(super) fn answer(value: u64) {
    println!("{ANSWERED}{value}");
}
