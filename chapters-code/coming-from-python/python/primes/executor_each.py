"""The newer interface to processes. Each limit is a message, unless one asks for chunks."""
# ANCHOR: listing
from concurrent.futures import ProcessPoolExecutor

from sieve import primes_up_to


def count_all(limits, workers):
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(primes_up_to, limits))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
