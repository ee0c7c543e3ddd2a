"""Calls of which one fails, in a group."""
# ANCHOR: listing
import asyncio

from calls import get


async def call_all(urls, patience):
    async with asyncio.TaskGroup() as group:  # it cancels the others
        tasks = [group.create_task(get(url)) for url in urls]
    return sum(task.result() for task in tasks)
# ANCHOR_END: listing


if __name__ == "__main__":
    import calls

    calls.serve(call_all)
