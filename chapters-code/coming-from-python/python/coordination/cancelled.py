"""Calls that their caller cancels."""
# ANCHOR: listing
import asyncio

from calls import get


async def call_all(urls, patience):
    tasks = [asyncio.create_task(get(url)) for url in urls]
    await asyncio.wait(tasks, timeout=patience)
    for task in tasks:
        task.cancel()
    return sum(await asyncio.gather(*tasks))  # raises CancelledError
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all)
