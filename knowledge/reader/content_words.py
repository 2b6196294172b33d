"""Cuts a text into the words that say what it is about, for posts whose things no table knows."""

import re
from collections.abc import Iterable, Sequence

from knowledge.reader.folding import HIDDEN, hide
from knowledge.vocabulary.phrases import singular

_ENGLISH = re.compile(r"[a-z]{4,}")
_JAPANESE = re.compile(r"[一-龥々]{2,}|[ァ-ヶー]{3,}")


class ContentWords:
    """English words in the singular, Japanese kanji in pairs and katakana whole; without words that any post has."""

    def __init__(self, ordinary: Iterable[str]) -> None:
        words = tuple(ordinary)
        self._ordinary = frozenset(singular(word) for word in words if word.isascii())
        common = sorted((word for word in words if not word.isascii()), key=len, reverse=True)
        self._common = re.compile("|".join(map(re.escape, common)))

    def of(self, folded: str, places: Sequence[tuple[int, int]]) -> frozenset[str]:
        """Return the words of a text in plain small signs, without the stretches where places are named."""
        text = folded
        for start, end in places:
            text = hide(text, start, end)
        english = (singular(found) for found in _ENGLISH.findall(text))
        bare = self._common.sub(HIDDEN, text)
        japanese = (part for run in _JAPANESE.findall(bare) for part in _parts(run))
        return frozenset([*(word for word in english if word not in self._ordinary), *japanese])


def _parts(run: str) -> Sequence[str]:
    if "ァ" <= run[0] <= "ー":
        return (run,)
    return [run[at : at + 2] for at in range(len(run) - 1)]
