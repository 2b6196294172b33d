"""How programs without settings speak: in which language, and how they refuse."""

import os
import sys

from bot.words.catalogue import Words, nearest_locale, words


def spoken(locale: str | None) -> Words:
    """Return the words of the language that was asked for or is set."""
    return words(locale or nearest_locale(os.environ.get("KIZUNA_LOCALE")) or "en")


def refused(sentence: str) -> int:
    """Say on standard error why nothing was done; return the exit status 2."""
    sys.stderr.buffer.write(f"{sentence}\n".encode())
    return 2
