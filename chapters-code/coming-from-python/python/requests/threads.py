"""A thread for each request."""
# ANCHOR: listing
from threading import Thread
from urllib.request import build_opener

opener = build_opener()


def fetch_all(urls):
    lengths = []

    def fetch(url):
        with opener.open(url) as response:
            lengths.append(len(response.read()))

    threads = [Thread(target=fetch, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(lengths)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
