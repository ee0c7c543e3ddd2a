//! One file after another, in a loop.

// ANCHOR: listing
use std::fs;

use anyhow::Result;

use super::content::checksum;
use super::workload::Files;

/// Reads every file; each read waits for the one before.
pub fn read_all(files: &Files) -> Result<u64> {
    files.paths.iter().map(|path| Ok(checksum(&fs::read(path)?))).sum()
}
// ANCHOR_END: listing
