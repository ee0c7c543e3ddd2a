"""Data for a thread: what is sent is a reference."""
# ANCHOR: listing
from multiprocessing.pool import ThreadPool


def send_all(pool, data, times):
    return sum(pool.apply(len, (data,)) for _ in range(times))
# ANCHOR_END: listing


def prepare(kind, size, times):
    data = bytes(size) if kind == "bytes" else list(range(size // 8))
    return ThreadPool(1), data, times


if __name__ == "__main__":
    import book

    book.serve(send_all, prepare)
