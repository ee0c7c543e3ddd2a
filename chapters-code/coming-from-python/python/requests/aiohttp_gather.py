"""Every request a task on one thread, with aiohttp, on either event loop."""
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


def fetch_all(urls, run):
    return run(gather(urls))  # asyncio.run, or uvloop.run
# ANCHOR_END: listing


def prepare(urls, event_loop="asyncio"):
    from importlib import import_module

    return urls, import_module(event_loop).run


if __name__ == "__main__":
    import book

    book.serve(fetch_all, prepare)
