"""The primes up to each limit, one limit after another."""
# ANCHOR: listing
from sieve import primes_up_to


def count_all(limits):
    return sum(primes_up_to(limit) for limit in limits)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
