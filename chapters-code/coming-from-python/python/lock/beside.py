"""A thread that should wake up every millisecond, beside one that computes."""
# ANCHOR: listing
import sys
import time
from threading import Thread

from sieve import primes_up_to


def beats(count, every):
    """Wakes up so many times, and returns how late each was, in nanoseconds."""
    late = []
    for _ in range(count):
        due = time.perf_counter_ns() + every
        time.sleep(every / 1e9)
        late.append(time.perf_counter_ns() - due)
    return late


def late(count, every, computing, interval):
    sys.setswitchinterval(interval)
    done = False

    def compute():
        while not done:
            primes_up_to(10_000)

    worker = Thread(target=compute)
    if computing:
        worker.start()
    lateness = beats(count, every)
    done = True
    if computing:
        worker.join()
    return lateness
# ANCHOR_END: listing


def answer(**arguments):
    lateness = sorted(late(**arguments))
    median = lateness[len(lateness) // 2]
    return {"answer": len(lateness), "median_late_ns": median, "most_late_ns": lateness[-1]}


if __name__ == "__main__":
    import book

    book.serve(answer)
