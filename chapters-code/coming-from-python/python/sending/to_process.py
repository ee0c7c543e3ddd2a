"""Data for a worker process: it is pickled, written to a pipe, read and made anew."""
# ANCHOR: listing
from multiprocessing import Pool


def send_all(pool, data, times):
    return sum(pool.apply(len, (data,)) for _ in range(times))
# ANCHOR_END: listing


def prepare(kind, size, times):
    data = bytes(size) if kind == "bytes" else list(range(size // 8))
    pool = Pool(1)
    pool.apply(len, (b"",))  # it has started
    return pool, data, times


if __name__ == "__main__":
    import book

    book.serve(send_all, prepare)
