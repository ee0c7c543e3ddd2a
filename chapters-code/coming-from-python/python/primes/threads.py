"""A pool of threads, each limit a task."""
# ANCHOR: listing
from concurrent.futures import ThreadPoolExecutor

from sieve import primes_up_to


def count_all(limits, workers):
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(primes_up_to, limits))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
