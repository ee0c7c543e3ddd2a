"""Calls that block a thread each, and that their caller cancels."""
# ANCHOR: listing
import asyncio
from urllib.request import build_opener

from calls import count

opener = build_opener()


def get(url):
    with opener.open(url) as response:
        length = len(response.read())
    count()
    return length


async def call_all(urls, patience):
    tasks = [asyncio.create_task(asyncio.to_thread(get, url)) for url in urls]
    await asyncio.wait(tasks, timeout=patience)
    for task in tasks:
        task.cancel()  # nobody waits for the threads any more
    return sum(await asyncio.gather(*tasks))
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all)
