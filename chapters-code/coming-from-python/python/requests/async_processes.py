"""An event loop in each of several processes, each with its share of the requests."""
# ANCHOR: listing
import asyncio
from concurrent.futures import ProcessPoolExecutor

import aiohttp


async def gather(urls):
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def fetch(url):
            async with session.get(url) as response:
                return len(await response.read())

        return sum(await asyncio.gather(*(fetch(url) for url in urls)))


def share(urls):
    return asyncio.run(gather(urls))


def fetch_all(urls, workers):
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(share, [urls[n::workers] for n in range(workers)]))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
