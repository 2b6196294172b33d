"""Tells what the terminal this program was started in can show, and writes to it."""

import sys
from collections.abc import Mapping
from shutil import get_terminal_size
from typing import TextIO

from adapters.console.render import NARROWEST, WIDTH


def write(text: str) -> None:
    """Write to standard output as it is at this moment: a prompt puts another one in its place while it waits.

    Signs that the terminal's encoding lacks become question marks. Raises OSError when nobody reads any more.
    """
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def shows_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether colours may be sent: to a terminal only, and not where the person wants none (no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def columns() -> int:
    """Return how wide cards are drawn here, in cells: two less than the terminal for marks that hang over."""
    return max(NARROWEST, min(WIDTH, get_terminal_size((WIDTH + 2, 24)).columns - 2))
