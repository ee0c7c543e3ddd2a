"""One request after another, as most begin: a new connection for each."""
# ANCHOR: listing
from urllib.request import urlopen


def fetch(url):
    with urlopen(url) as response:
        return len(response.read())


def fetch_all(urls):
    return sum(fetch(url) for url in urls)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
