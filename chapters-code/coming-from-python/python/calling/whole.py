"""All limits in one call, which divides them among threads of Rust."""
# ANCHOR: listing
import rust_sieve


def count_all(limits):
    return rust_sieve.count_all(limits)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_all)
