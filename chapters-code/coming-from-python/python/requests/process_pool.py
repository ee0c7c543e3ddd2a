"""A pool of processes, started for this work."""
# ANCHOR: listing
from multiprocessing import Pool
from urllib.request import build_opener

opener = build_opener()


def fetch(url):
    with opener.open(url) as response:
        return len(response.read())


def fetch_all(urls, workers):
    with Pool(workers) as pool:
        return sum(pool.map(fetch, urls, chunksize=1))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
