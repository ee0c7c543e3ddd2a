"""A counter that several threads increment, each time under a lock."""
# ANCHOR: listing
from threading import Lock, Thread


def count_to(increments, threads):
    lock = Lock()
    counter = 0

    def count():
        nonlocal counter
        for _ in range(increments // threads):
            with lock:
                counter += 1

    counting = [Thread(target=count) for _ in range(threads)]
    for thread in counting:
        thread.start()
    for thread in counting:
        thread.join()
    return counter
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(count_to)
