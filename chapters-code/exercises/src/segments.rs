//! Segments of the numbers, whose primes are counted.

use std::sync::{Mutex, PoisonError};

/// How many numbers a segment has.
const LENGTH: u64 = 1_000;

/// The segments that this process has counted, in order.
static COUNTED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// A thousand numbers.
pub struct Segment(usize);

impl Segment {
    /// This many, from 0 on.
    pub(crate) fn some(segments: usize) -> Vec<Self> {
        (0..segments).map(Self).collect()
    }

    /// Counts its primes.
    pub fn primes(&self) -> u64 {
        COUNTED.lock().unwrap_or_else(PoisonError::into_inner).push(self.0);
        primes(self.0)
    }
}

/// How many primes the segment with this number has.
pub(crate) fn primes(segment: usize) -> u64 {
    let from = segment as u64 * LENGTH;
    (from..from + LENGTH).filter(|&number| is_prime(number)).count() as u64
}

/// The segments that were counted so far.
pub(crate) fn counted() -> Vec<usize> {
    COUNTED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn is_prime(number: u64) -> bool {
    let mut divisors = (2..).take_while(|divisor| divisor * divisor <= number);
    number > 1 && divisors.all(|divisor| !number.is_multiple_of(divisor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_ten_thousand_are_1229_primes() {
        assert_eq!((0..10).map(primes).sum::<u64>(), 1_229);
    }
}
