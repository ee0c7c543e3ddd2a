"""A pool of processes. Each limit is a message."""
# ANCHOR: listing
from multiprocessing import Pool

from sieve import primes_up_to


def count_all(limits, workers):
    with Pool(workers) as pool:
        return sum(pool.map(primes_up_to, limits, chunksize=1))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
