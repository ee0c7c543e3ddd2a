"""A pool of processes. The library cuts the limits into chunks, a message each."""
# ANCHOR: listing
from multiprocessing import Pool

from sieve import primes_up_to


def count_all(limits, workers):
    with Pool(workers) as pool:
        return sum(pool.map(primes_up_to, limits))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
