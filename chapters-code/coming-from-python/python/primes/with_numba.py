"""The same loop, compiled when the program has started."""
# ANCHOR: listing
from math import sqrt

import numba
import numpy


@numba.njit("int64(int64)")
def primes_up_to(limit):
    is_prime = numpy.ones(limit + 1, dtype=numpy.bool_)
    is_prime[:2] = False  # 0 and 1
    for candidate in range(2, int(sqrt(limit)) + 1):
        if is_prime[candidate]:
            for multiple in range(candidate * candidate, limit + 1, candidate):
                is_prime[multiple] = False
    return is_prime.sum()


def count_all(limits):
    return sum(primes_up_to(limit) for limit in limits)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
