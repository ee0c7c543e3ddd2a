"""One sum, by Python itself, or by Rust: of a list, or of bytes."""
# ANCHOR: listing
from array import array


def add_up(function, data, calls):
    return sum(function(data) for _ in range(calls))


def prepare(kind, items, calls):
    numbers = list(range(items))
    if kind == "own":
        return sum, numbers, calls
    import rust_sieve

    if kind == "list":
        return rust_sieve.sum_of_list, numbers, calls
    return rust_sieve.sum_of_bytes, array("Q", numbers).tobytes(), calls
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(add_up, prepare)
