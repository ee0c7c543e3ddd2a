"""Every request a task on one thread, with httpx."""
# ANCHOR: listing
import asyncio

import httpx


async def gather(urls):
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(limits=limits, timeout=None) as client:

        async def fetch(url):
            return len((await client.get(url)).content)

        return sum(await asyncio.gather(*(fetch(url) for url in urls)))


def fetch_all(urls):
    return asyncio.run(gather(urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
