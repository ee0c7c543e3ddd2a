"""One request after another, with the library that most use, and its session."""
# ANCHOR: listing
import requests


def fetch_all(urls):
    with requests.Session() as session:
        return sum(len(session.get(url).content) for url in urls)
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
