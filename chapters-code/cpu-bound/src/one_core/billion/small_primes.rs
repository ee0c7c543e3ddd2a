//! The primes up to the square root of a limit: a number up to that limit
//! that has no factor among them is a prime, or 1.

/// The primes up to `limit`, in order.
pub(super) fn small_primes(limit: usize) -> Vec<usize> {
    let mut composite = vec![false; limit + 1];
    let mut primes = Vec::new();
    for number in 2..=limit {
        if !composite[number] {
            primes.push(number);
            for multiple in (number * number..=limit).step_by(number) {
                composite[multiple] = true;
            }
        }
    }
    primes
}
