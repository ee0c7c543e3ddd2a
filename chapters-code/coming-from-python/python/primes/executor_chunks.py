"""The newer interface to processes. Four chunks for each worker."""
# ANCHOR: listing
from concurrent.futures import ProcessPoolExecutor

from sieve import primes_up_to


def count_all(limits, workers):
    with ProcessPoolExecutor(workers) as pool:
        chunk = max(1, len(limits) // (4 * workers))
        return sum(pool.map(primes_up_to, limits, chunksize=chunk))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
