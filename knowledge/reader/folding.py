"""Brings wide, curly and capital signs to one plain form, so that each rule is written once."""

import unicodedata
from functools import lru_cache

HIDDEN = "\x1f"
_DASHES = "–—−‐‑"
_QUOTES = "’‘"


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Return the text in plain lower-case signs, of the same length: offsets in it are offsets in the text."""
    known: dict[str, str] = {}
    return "".join(known.get(sign) or known.setdefault(sign, _plain(sign)) for sign in text)


def hide(text: str, start: int, end: int) -> str:
    """Return the text with one stretch blotted out, so that no later rule reads it again."""
    return text[:start] + HIDDEN * (end - start) + text[end:]


def _plain(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    if sign in _QUOTES:
        return "'"
    if sign == "〜":
        return "~"
    normal = unicodedata.normalize("NFKC", sign)
    lower = normal.lower() if len(normal) == 1 else sign.lower()
    return lower if len(lower) == 1 else sign
