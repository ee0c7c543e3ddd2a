//! The third program.

// ANCHOR: listing
use std::fs::File;
use std::io::{Read as _, Seek as _};

use anyhow::Result;

/// Reads a file a number of times, from beginning to end, and adds up all
/// its bytes.
pub(super) fn sum_of_bytes(mut file: &File, times: u64) -> Result<u64> {
    let mut buffer = vec![0; 65_536];
    let mut sum = 0;
    for _ in 0..times {
        file.rewind()?;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            let bytes = buffer[..read].iter().map(|&byte| u32::from(byte));
            sum += u64::from(bytes.sum::<u32>());
        }
    }
    Ok(sum)
}
// ANCHOR_END: listing
