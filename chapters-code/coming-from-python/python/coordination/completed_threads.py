"""Calls that block a thread each, and whose answers are handled as they come."""
# ANCHOR: listing
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.request import build_opener

opener = build_opener()


def fetch(url):
    with opener.open(url) as response:
        return len(response.read())


def call(urls):
    return sum(fetch(url) for url in urls)  # one after another


def handle_completed(calls, handle):
    with ThreadPoolExecutor(len(calls)) as pool:
        for future in as_completed([pool.submit(call, urls) for urls in calls]):
            handle(future.result())
# ANCHOR_END: listing


def handle_all(calls):
    handled = []

    def handle(length):
        handled.append((time.perf_counter_ns() - began, length))

    began = time.perf_counter_ns()
    handle_completed(calls, handle)
    return {"answer": sum(length for _, length in handled), "caller_ns": handled[0][0]}


if __name__ == "__main__":
    import time

    import book

    book.serve(handle_all)
