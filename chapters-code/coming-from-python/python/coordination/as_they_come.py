"""Calls whose answers are handled as they come, or in the order of the calls."""
# ANCHOR: listing
import asyncio

from streams import fetch


async def call(urls):
    return sum([await fetch(url) for url in urls])  # one after another


async def as_completed(calls, handle):
    for answer in asyncio.as_completed([call(urls) for urls in calls]):
        handle(await answer)


async def gather(calls, handle):
    for answer in await asyncio.gather(*(call(urls) for urls in calls)):
        handle(answer)
# ANCHOR_END: listing


def handle_all(calls, in_order=False):
    handled = []

    def handle(length):
        handled.append((time.perf_counter_ns() - began, length))

    began = time.perf_counter_ns()
    asyncio.run((gather if in_order else as_completed)(calls, handle))
    return {"answer": sum(length for _, length in handled), "caller_ns": handled[0][0]}


if __name__ == "__main__":
    import time

    import book

    book.serve(handle_all)
