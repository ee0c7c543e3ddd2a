"""The same with the newer interface to processes."""
# ANCHOR: listing
from concurrent.futures import ProcessPoolExecutor
from urllib.request import build_opener

opener = build_opener()


def fetch(url):
    with opener.open(url) as response:
        return len(response.read())


def fetch_all(urls, workers):
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(fetch, urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
