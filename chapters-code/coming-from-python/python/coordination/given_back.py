"""Calls that each take a place, and of which one fails."""
# ANCHOR: listing
import asyncio

from calls import get

taken = given_back = 0


class Place:
    def __enter__(self):
        global taken
        taken += 1

    def __exit__(self, *why):
        global given_back
        given_back += 1


async def call(url):
    with Place():
        return await get(url)


async def call_all(urls, patience):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(call(url)) for url in urls]
    return sum(task.result() for task in tasks)
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all, given_back_percent=lambda: round(100 * given_back / taken))
