"""The work that every program has to do: the same sieve as Rust's."""
# ANCHOR: listing
from math import isqrt


def primes_up_to(limit):
    """How many primes there are up to `limit`, by the sieve of Eratosthenes."""
    is_prime = [True] * (limit + 1)
    is_prime[:2] = [False] * min(limit + 1, 2)  # 0 and 1
    for candidate in range(2, isqrt(limit) + 1):
        if is_prime[candidate]:
            for multiple in range(candidate * candidate, limit + 1, candidate):
                is_prime[multiple] = False
    return sum(is_prime)
# ANCHOR_END: listing
