"""Every request a task on one thread, with aiohttp."""
# ANCHOR: listing
import asyncio

import aiohttp


async def gather(urls):
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def fetch(url):
            async with session.get(url) as response:
                return len(await response.read())

        return sum(await asyncio.gather(*(fetch(url) for url in urls)))


def fetch_all(urls):
    return asyncio.run(gather(urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
