//! What is in the files, and the checksum that shows that all of it was read.

use anyhow::Result;
use rand::{Rng as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use record::Settings;

/// Bytes in a KiB.
const KIB: u64 = 1024;

/// The length of each file, in bytes.
pub(super) fn length(settings: &Settings) -> Result<u64> {
    Ok(settings.count("size-kib")?.saturating_mul(KIB))
}

/// The lengths of all files together, in bytes.
pub(super) fn sum_of_lengths(settings: &Settings) -> Result<u64> {
    Ok(settings.count("files")?.saturating_mul(length(settings)?))
}

/// The content of the file of this number: pseudo-random, so that no file system
/// stores it compressed, or once for all, and the same in every run.
pub(super) fn bytes(number: u64, length: u64) -> Vec<u8> {
    let mut bytes = vec![0; length as usize];
    Pcg64Mcg::seed_from_u64(number).fill_bytes(&mut bytes);
    bytes
}

// ANCHOR: checksum
/// The sum of the bytes as 32-bit words. It runs at the speed of memory.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<4>();
    let words = words.iter().map(|word| u64::from(u32::from_le_bytes(*word)));
    words.sum::<u64>() + rest.iter().map(|byte| u64::from(*byte)).sum::<u64>()
}
// ANCHOR_END: checksum

/// The sum of all files' checksums.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let (files, length) = (settings.count("files")?, length(settings)?);
    Ok(Some((0..files).map(|number| checksum(&bytes(number, length))).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts() {
        let content = bytes(3, 4 * KIB + 3);
        for position in [0, 1, 2, 3, 1000, content.len() - 1] {
            let mut other = content.clone();
            other[position] = !other[position];
            assert_ne!(checksum(&other), checksum(&content), "{position}");
        }
    }

    #[test]
    fn no_two_files_are_the_same_and_each_is_the_same_again() {
        assert_ne!(bytes(1, KIB), bytes(2, KIB));
        assert_eq!(bytes(1, KIB), bytes(1, KIB));
    }
}
