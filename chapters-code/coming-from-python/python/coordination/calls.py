"""Calls that are counted when they end, and what became of them once their caller went on."""

import asyncio
import time

import book
from streams import fetch

ended = 0


def count():
    """Notes that a call has ended."""
    global ended
    ended += 1


async def get(url):
    length = await fetch(url)
    count()
    return length


def serve(call_all, **own):
    """Serves a program of calls that their caller does not wait for to the end."""

    async def watched(urls, refused, patience):
        began = time.perf_counter_ns()
        try:
            await call_all([*refused, *urls], patience)
        except (OSError, TimeoutError, asyncio.CancelledError, ExceptionGroup):
            pass
        caller = time.perf_counter_ns() - began
        for url in urls[:2]:
            await fetch(url)  # they begin last: who went on has ended by then
        percent = round(100 * ended / len(urls))
        said = {"answer": len(urls), "caller_ns": caller, "went_on_percent": percent}
        return said | {name: measured() for name, measured in own.items()}

    book.serve(lambda **arguments: asyncio.run(watched(**arguments)))
