"""Measures how long `kizuna --help` takes beside an empty Python program: `python -m tests.benchmarks.help_time`."""

import subprocess
import sys
import time
from statistics import median

ROUNDS = 15
FLOOR = ("-c", "pass")
HELP = ("-m", "bot", "--help")


def milliseconds(arguments: tuple[str, ...]) -> float:
    """Return how long Python takes with these arguments."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Take turns, so that a busy moment hits both, and print the medians and their ratio."""
    pairs = [(milliseconds(FLOOR), milliseconds(HELP)) for _ in range(ROUNDS)]
    floor, shown = (median(times) for times in zip(*pairs, strict=True))
    print(f"python -c pass   {floor:6.1f} ms")  # noqa: T201 - a measurement is for the terminal
    print(f"kizuna --help    {shown:6.1f} ms   {shown / floor:.2f} times")  # noqa: T201 - the same


if __name__ == "__main__":
    main()
