"""Spreads a text that one field of a form cannot hold over several fields, so that nothing typed is cut off."""

from collections import defaultdict
from collections.abc import Callable, Iterable

MARK = "+"
"""Between a field's name and the number of a later part; no field's own name holds it."""


def fragments(name: str, text: str, most: int, units: Callable[[str], int] = len) -> tuple[tuple[str, str], ...]:
    """Return (name, text) pairs of at most `most` units each, named "text", "text+2", …; one where all of it fits."""
    found: list[tuple[str, str]] = []
    while not found or text:
        cut = _cut(text, most, units)
        found.append((name if not found else f"{name}{MARK}{len(found) + 1}", text[:cut]))
        text = text[cut:]
    return tuple(found)


def joined(parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return whole texts by their field's name, from parts in any order."""
    texts: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for spelled, text in parts:
        name, _, number = spelled.partition(MARK)
        texts[name][int(number or 1)] = text
    return {name: "".join(text for _, text in sorted(numbered.items())) for name, numbered in texts.items()}


def _cut(text: str, most: int, units: Callable[[str], int]) -> int:
    """Return where a part ends: within a word, since a platform may trim what stands at the ends of a field."""
    if units(text) <= most:
        return len(text)
    end = min(len(text), most)
    while units(text[:end]) > most:
        end -= max(1, (units(text[:end]) - most) // 2)
    return next((at for at in range(end, 0, -1) if _solid(text, at)), end)


def _solid(text: str, at: int) -> bool:
    """Return whether no space stands on either side of a place in a text."""
    return not (text[at - 1].isspace() or text[at].isspace())
