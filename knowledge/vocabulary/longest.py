"""Finds the longest known name at a position of a text, for languages written without spaces."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


class LongestMatch:
    """A set of names that can be asked which of them stand at a position, longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if name)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[0]].add(len(name))
        self._lengths = {first: sorted(several, reverse=True) for first, several in lengths.items()}

    def at(self, text: str, place: int) -> Iterator[str]:
        """Yield the names that `text` has at `place`, the longest first."""
        for length in self._lengths.get(text[place], ()):
            name = text[place : place + length]
            if len(name) == length and name in self._names:
                yield name
