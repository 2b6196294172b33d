"""Starts one measurement by its name: `python -m tests.benchmarks reading FILE`."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main() -> int:
    """Run the measurement that the first argument names with the arguments after it."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.stderr.write(f"Which measurement? One of: {', '.join(NAMES)}\n")
        return 2
    del sys.argv[0]
    import_module(f"tests.benchmarks.{sys.argv[0]}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
