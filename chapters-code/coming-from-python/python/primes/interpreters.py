"""An interpreter, with a lock of its own, on each of several threads."""
# ANCHOR: listing
from concurrent.futures import InterpreterPoolExecutor

from sieve import primes_up_to


def count_all(limits, workers):
    with InterpreterPoolExecutor(workers) as pool:
        return sum(pool.map(primes_up_to, limits))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
