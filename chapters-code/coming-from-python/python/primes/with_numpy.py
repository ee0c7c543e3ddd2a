"""The inner loop as one operation on an array, which numpy runs in C."""
# ANCHOR: listing
from math import isqrt

import numpy


def primes_up_to(limit):
    is_prime = numpy.ones(limit + 1, dtype=bool)
    is_prime[:2] = False  # 0 and 1
    for candidate in range(2, isqrt(limit) + 1):
        if is_prime[candidate]:
            is_prime[candidate * candidate :: candidate] = False
    return int(is_prime.sum())


def count_all(limits):
    return sum(primes_up_to(limit) for limit in limits)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
