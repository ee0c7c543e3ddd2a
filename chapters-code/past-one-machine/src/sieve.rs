//! The primes below a limit, a segment at a time.

// ANCHOR: listing
/// How many numbers a segment has: its table fits a first-level cache.
const SEGMENT: u64 = 1 << 19;

/// A sieve whose segments can be counted in any order, anywhere.
pub struct Sieve {
    limit: u64,
    /// The odd primes up to the square root of the limit.
    primes: Vec<u64>,
}

impl Sieve {
    /// How many segments there are.
    pub fn segments(&self) -> u64 {
        self.limit.div_ceil(SEGMENT)
    }

    /// How many primes a segment has.
    pub fn count(&self, segment: u64) -> u64 {
        let first = segment * SEGMENT;
        let end = (first + SEGMENT).min(self.limit);
        let places = (end - first) / 2; // of its odd numbers
        let mut table = vec![0_u64; places.div_ceil(64) as usize];
        for &prime in self.primes.iter().take_while(|&&prime| prime * prime < end) {
            let multiple = first.next_multiple_of(prime).max(prime * prime);
            let odd = if multiple % 2 == 0 { multiple + prime } else { multiple };
            for place in ((odd - first) / 2..places).step_by(prime as usize) {
                table[place as usize / 64] |= 1 << (place % 64);
            }
        }
        let composite: u32 = table.iter().map(|word| word.count_ones()).sum();
        places - u64::from(composite) // 1 is no prime, and 2 is one
    }
}
// ANCHOR_END: listing

impl Sieve {
    /// A sieve of the numbers below a limit, which is even.
    pub fn new(limit: u64) -> Self {
        let root = limit.isqrt() as usize;
        let mut composite = vec![false; root + 1];
        let mut primes = Vec::new();
        for number in (3..=root).step_by(2) {
            if !composite[number] {
                primes.push(number as u64);
                for multiple in (number * number..=root).step_by(number) {
                    composite[multiple] = true;
                }
            }
        }
        Self { limit, primes }
    }
}

/// How many primes there are below some limits: <https://oeis.org/A006880> has those of
/// powers of ten, and other sieves than this one counted the others.
pub fn known(limit: u64) -> Option<u64> {
    const BELOW: [(u64, u64); 10] = [
        (100_000, 9_592),
        (200_000, 17_984),
        (2_000_000, 148_933),
        (10_000_000, 664_579),
        (20_000_000, 1_270_607),
        (40_000_000, 2_433_654),
        (50_000_000, 3_001_134),
        (100_000_000, 5_761_455),
        (500_000_000, 26_355_867),
        (1_000_000_000, 50_847_534),
    ];
    BELOW.iter().find(|(below, _)| *below == limit).map(|(_, primes)| *primes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_segments_together_have_the_primes_of_the_tables() {
        for limit in [100_000, 200_000, 2_000_000, 10_000_000, 20_000_000] {
            let sieve = Sieve::new(limit);
            let primes: u64 = (0..sieve.segments()).map(|it| sieve.count(it)).sum();
            assert_eq!(Some(primes), known(limit), "{limit}");
        }
    }

    #[test]
    fn small_limits_and_limits_at_the_end_of_a_segment_are_exact() {
        let below = |limit| {
            let sieve = Sieve::new(limit);
            (0..sieve.segments()).map(|it| sieve.count(it)).sum::<u64>()
        };
        assert_eq!([10, 12, 30, 100].map(below), [4, 5, 10, 25]);
        // 524287 is a prime, and the last number of the first segment.
        assert_eq!(below(SEGMENT) - below(SEGMENT - 2), 1);
        assert_eq!(below(SEGMENT + 2) - below(SEGMENT), 0);
    }
}
