"""What is around the work of every program here, and stays out of its time."""

import json
import os
import resource
import sys
import time


def serve(work, prepare=None):
    """Says that the imports are done, takes the arguments and the word to begin, each a
    line, and answers with the work's number and the nanoseconds that it took.

    What `prepare` makes of the arguments, before the word, is what the work gets."""
    print("ready", flush=True)
    arguments = json.loads(sys.stdin.readline())
    prepared = prepare(**arguments) if prepare else None
    print("set", flush=True)
    sys.stdin.readline()
    cpu, began = cpu_ns(), time.perf_counter_ns()
    answer = work(*prepared) if prepare else work(**arguments)
    took = {"inside_ns": time.perf_counter_ns() - began, "cpu_ns": cpu_ns() - cpu}
    said = answer if isinstance(answer, dict) else {"answer": answer}
    print(json.dumps(said | took), flush=True)
    sys.stdin.read()
    report(arguments.get("workers", 1))


def cpu_ns():
    """The CPU time of this process, and of those workers that have ended."""
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time_ns() + round((workers.ru_utime + workers.ru_stime) * 1e9)


def report(workers):
    """Leaves the peak memory of this process, and of as many workers as it had, each
    as large as the largest, where a measurement asks for it."""
    path = os.environ.get("MEASURE_WORKER_REPORTS")
    if path is None:
        return
    scale = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * scale
    with open(path, "a") as reports:
        for peak in [own] + [worker] * (workers if worker else 0):
            reports.write(json.dumps({"peak_rss_bytes": peak}) + "\n")
