"""Calls that take longer than their caller waits."""
# ANCHOR: listing
import asyncio

from calls import get


async def call_all(urls, patience):
    async with asyncio.timeout(patience):  # it cancels what it has around it
        return sum(await asyncio.gather(*(get(url) for url in urls)))
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all)
