"""At most so many requests in flight."""
# ANCHOR: listing
import asyncio

from streams import fetch

in_flight = most = 0


async def gather(urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def fetch_one(url):
        global in_flight, most
        async with semaphore:
            in_flight += 1
            most = max(most, in_flight)
            length = await fetch(url)
            in_flight -= 1
            return length

    return sum(await asyncio.gather(*(fetch_one(url) for url in urls)))
# ANCHOR_END: listing


def fetch_all(urls, limit):
    return {"answer": asyncio.run(gather(urls, limit)), "most_in_flight": most}


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
