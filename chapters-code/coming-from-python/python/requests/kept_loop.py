"""One request after another, over one connection that is kept, as Rust's clients do."""
# ANCHOR: listing
from http.client import HTTPConnection
from urllib.parse import urlsplit


def fetch_all(urls):
    connection = HTTPConnection(urlsplit(urls[0]).netloc)
    total = 0
    for url in urls:
        connection.request("GET", urlsplit(url).path)
        total += len(connection.getresponse().read())
    return total
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
