"""Times dateparser and quantulum3 on texts, in a Python that has them; it imports nothing of the project.

Standard input: a JSON list of texts. Standard output: one JSON object a library with `name`, `clock` and `processor`
(milliseconds, one number a text) and `failed` (how many texts it raised an error on).
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec


def libraries() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield the libraries that are installed here, each with what it does to a text."""
    if find_spec("dateparser"):
        yield "dateparser", import_module("dateparser.search").search_dates
    if find_spec("quantulum3"):
        yield "quantulum3", import_module("quantulum3.parser").parse


def timed(work: Callable[[str], object], texts: list[str]) -> tuple[list[float], list[float], int]:
    """Return the milliseconds each text takes, and on how many the library raises an error."""
    clock, processor, failed = [], [], 0
    for text in texts:
        start, worked = time.perf_counter(), time.thread_time()
        try:
            work(text)
        except Exception:  # a peer's own fault is a figure here, whatever it is
            failed += 1
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
    return clock, processor, failed


def main() -> None:
    """Time every library once it is warm."""
    warnings.simplefilter("ignore")
    texts: list[str] = json.load(sys.stdin)
    for name, work in libraries():
        timed(work, texts[:1])
        clock, processor, failed = timed(work, texts)
        row = {"name": name, "clock": clock, "processor": processor, "failed": failed}
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
