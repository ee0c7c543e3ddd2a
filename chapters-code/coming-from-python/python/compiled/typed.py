"""The sieve with the types that Cython needs to compute in C. It is compiled before it runs."""
# ANCHOR: listing
from math import isqrt

import cython


def primes_up_to(limit: cython.Py_ssize_t):
    flags = bytearray(b"\1") * (limit + 1)
    flags[:2] = bytes(min(limit + 1, 2))  # 0 and 1
    is_prime: cython.p_uchar = flags
    candidate: cython.Py_ssize_t
    multiple: cython.Py_ssize_t
    for candidate in range(2, isqrt(limit) + 1):
        if is_prime[candidate]:
            multiple = candidate * candidate
            while multiple <= limit:  # Python's range: its step is a variable
                is_prime[multiple] = False
                multiple += candidate
    return flags.count(True)
# ANCHOR_END: listing
