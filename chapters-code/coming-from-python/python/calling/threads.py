"""A function in Rust, called by as many threads as are asked for."""
# ANCHOR: listing
from threading import Thread

import rust_sieve


def count_all(primes_up_to, limits, threads):
    counts = []

    def count(share):
        counts.append(sum(primes_up_to(limit) for limit in share))

    working = [Thread(target=count, args=(limits[n::threads],)) for n in range(threads)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    return sum(counts)
# ANCHOR_END: listing


def prepare(function, limits, threads):
    return getattr(rust_sieve, function), limits, threads


if __name__ == "__main__":
    import book

    book.serve(count_all, prepare)
