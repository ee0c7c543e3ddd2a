//! The same sum, of numbers that are there.

// ANCHOR: listing
use std::hint::black_box;

use anyhow::Result;
use record::Settings;

use super::Work;

/// What to add up, and how often.
pub(super) struct Data {
    numbers: Vec<u64>,
    calls: u64,
}

/// Adds the numbers up as often as is asked for. The compiler may not see that it is the
/// same each time.
pub(super) fn add_up(data: &Data) -> u64 {
    (0..data.calls).map(|_| black_box(&data.numbers).iter().sum::<u64>()).sum()
}
// ANCHOR_END: listing

impl Data {
    /// The data for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let Work { items, calls } = Work::of(settings)?;
        Ok(Self { numbers: (0..items).collect(), calls })
    }
}
