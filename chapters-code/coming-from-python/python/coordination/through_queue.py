"""Items through a queue with a bound, from one thread to another."""
# ANCHOR: listing
from queue import Queue
from threading import Thread


def send_all(items, bound):
    queue = Queue(maxsize=bound)

    def produce():
        for item in range(items):
            queue.put(item)
        queue.put(None)  # there are no more

    producer = Thread(target=produce)
    producer.start()
    total = 0
    while (item := queue.get()) is not None:
        total += item
    producer.join()
    return total
# ANCHOR_END: listing


if __name__ == "__main__":
    import book

    book.serve(send_all)
