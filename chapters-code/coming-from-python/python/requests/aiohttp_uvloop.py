"""The same tasks on another event loop, one that is written in C."""
# ANCHOR: listing
import asyncio

import aiohttp
import uvloop


async def gather(urls):
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def fetch(url):
            async with session.get(url) as response:
                return len(await response.read())

        return sum(await asyncio.gather(*(fetch(url) for url in urls)))


def fetch_all(urls):
    return uvloop.run(gather(urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
