"""Calls that are cancelled, and go on."""
# ANCHOR: listing
import asyncio

from calls import get


async def insist(url):
    try:
        return await get(url)
    except asyncio.CancelledError:
        return await get(url)  # once more, whatever the caller wants


async def call_all(urls, patience):
    tasks = [asyncio.create_task(insist(url)) for url in urls]
    await asyncio.wait(tasks, timeout=patience)
    for task in tasks:
        task.cancel()
    return sum(await asyncio.gather(*tasks))
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all)
