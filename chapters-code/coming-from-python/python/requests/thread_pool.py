"""A pool of threads, of the size that is asked for, or of the library's choice."""
# ANCHOR: listing
from concurrent.futures import ThreadPoolExecutor
from urllib.request import build_opener

opener = build_opener()


def fetch(url):
    with opener.open(url) as response:
        return len(response.read())


def fetch_all(urls, workers=None):
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(fetch, urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
