"""A thread for each request, as most begin: the first calls each make what all share."""
# ANCHOR: listing
from threading import Thread
from urllib.request import urlopen


def fetch_all(urls):
    lengths = []

    def fetch(url):
        with urlopen(url) as response:
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
