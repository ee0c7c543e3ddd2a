//! The array that is read, how often, and by how many threads.

use std::ops::Range;
use std::thread;

use anyhow::Result;
use measure::join;
use rayon::prelude::*;
use record::Settings;

// ANCHOR: array
/// What every loop is given.
pub(super) struct Array {
    /// Ones, so that their sum is how many were read.
    pub(super) ones: Vec<u64>,
    /// How many threads read.
    pub(super) workers: u64,
    /// How often each reads: its whole share, or a number of single elements.
    pub(super) each: u64,
}
// ANCHOR_END: array

impl Array {
    /// The array of a row, filled; every core writes a part.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let Size { length, workers, each } = Size::of(settings)?;
        let ones = (0..length).into_par_iter().map(|_| 1).collect();
        Ok(Self { ones, workers, each })
    }

    // ANCHOR: keys
    /// Gives each thread as many keys, and adds up what they return.
    pub(super) fn by_keys(&self, read: impl Fn(Range<u64>) -> u64 + Sync) -> u64 {
        thread::scope(|scope| {
            let read = &read;
            let start = |worker| {
                let first = worker * self.each;
                scope.spawn(move || read(first..first + self.each))
            };
            let threads: Vec<_> = (0..self.workers).map(start).collect();
            threads.into_iter().map(join).sum()
        })
    }

    /// Where a key's element is.
    pub(super) fn place(&self, key: u64) -> usize {
        // The hash is a fraction of 2^64, and the place the same fraction of the array.
        ((u128::from(hash(key)) * self.ones.len() as u128) >> 64) as usize
    }
    // ANCHOR_END: keys
}

/// Scatters keys: <https://prng.di.unimi.it/splitmix64.c>.
fn hash(key: u64) -> u64 {
    let mut hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// How much there is to read in a row.
struct Size {
    length: usize,
    workers: u64,
    each: u64,
}

impl Size {
    /// A row has the name of the setting that says how many keys there are. One
    /// without adds up its array, again and again.
    fn of(settings: &Settings) -> Result<Self> {
        let workers = settings.count("workers")?;
        let kib = match settings.optional_count("kib")? {
            Some(kib) => kib,
            None => settings.count("mib")? << 10,
        };
        let each = match settings.optional_text("keys")? {
            Some(keys) => settings.count(keys)?.div_ceil(workers),
            None => (settings.count("summed-mib")? << 10).div_ceil(kib),
        };
        Ok(Self { length: kib as usize * 1024 / size_of::<u64>(), workers, each })
    }
}

/// How many elements all threads read together, or how many keys they hash.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let Size { length, workers, each } = Size::of(settings)?;
    let by_keys = settings.optional_text("keys")?.is_some();
    Ok(Some(each * if by_keys { workers } else { length as u64 }))
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;
    use crate::memory::{chase, gather, hash, stream};

    fn settings(own: &[(&str, Setting)]) -> Settings {
        let all = [("kib", 8), ("summed-mib", 1), ("reads", 1_001), ("workers", 3)];
        let all = all.map(|(name, count)| (name, Setting::Count(count)));
        let all = all.iter().chain(own);
        all.map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn every_loop_comes_to_what_is_expected() {
        let by_keys = settings(&[("keys", Setting::Text("reads".to_owned()))]);
        let array = Array::prepare(&by_keys).expect("complete");
        let expected = expected_answer(&by_keys).expect("complete");
        for read_all in [hash::hash_all, gather::read_all, chase::read_all] {
            assert_eq!(Some(read_all(&array)), expected);
        }
        let sums = settings(&[]);
        let array = Array::prepare(&sums).expect("complete");
        let expected = expected_answer(&sums).expect("complete");
        assert_eq!(Some(stream::sum_all(&array)), expected);
    }
}
