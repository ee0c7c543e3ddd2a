"""Calls that block, from async code: each on a thread of the default pool."""
# ANCHOR: listing
import asyncio
from urllib.request import build_opener

opener = build_opener()


def fetch(url):
    with opener.open(url) as response:
        return len(response.read())


async def gather(urls):
    return sum(await asyncio.gather(*(asyncio.to_thread(fetch, url) for url in urls)))


def fetch_all(urls):
    return asyncio.run(gather(urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
