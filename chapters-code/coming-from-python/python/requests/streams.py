"""Every request a task on one thread. The standard library has no client for that: this
speaks just enough HTTP/1.1."""
# ANCHOR: listing
import asyncio
from urllib.parse import urlsplit


async def fetch(url):
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    lines = [f"GET {where.path} HTTP/1.1", f"Host: {where.netloc}", "Connection: close"]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answer = await reader.read()
    writer.close()
    return len(answer.partition(b"\r\n\r\n")[2])


async def gather(urls):
    return sum(await asyncio.gather(*(fetch(url) for url in urls)))


def fetch_all(urls):
    return asyncio.run(gather(urls))
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(fetch_all)
