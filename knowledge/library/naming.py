"""Decides whether a text names a word: an English one by its stem, a Japanese one also by a part that stands for it."""

from collections.abc import Callable, Collection, Iterator

from knowledge.language.script import begins_with_kanji, is_kanji
from knowledge.language.words import Word

# Four signs in a row are a word of their own within a longer one (ボランティア in ボランティアバス).
STRETCH = 4


def named_parts(word: Word, holds: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the bounds within `word.text` of its parts that a text names, whose terms `holds` knows."""
    if not word.japanese or len(word.text) == 1:
        return [(0, len(word.text))] if holds(word.terms[0]) else []
    return [part for part in _held(word, holds) if _stands_for(word, *part)]


def _held(word: Word, holds: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each longest stretch of the word whose pairs of signs are all held."""
    start: int | None = None
    for place, term in enumerate(word.terms):
        if holds(term):
            start = place if start is None else start
        elif start is not None:
            yield start, place + 1
            start = None
    if start is not None:
        yield start, len(word.text)


def _stands_for(word: Word, start: int, end: int) -> bool:
    """Return whether a part says what the word is about.

    The whole does, and what comes before an ending or suffix (助成 of 助成金, 届い of 届いた), half of a long kanji
    compound (物資 of 支援物資) and any long stretch; not ット of ペット, nor 用品 of 学用品.
    """
    length = end - start
    if length == len(word.text) or length >= STRETCH:
        return True
    if start == 0 and begins_with_kanji(word.text):
        return True
    return is_kanji(word.text) and len(word.text) >= STRETCH


def left_over(word: Word, parts: Collection[tuple[int, int]]) -> list[Word]:
    """Return the stretches of the word that none of the parts covers and that are long enough to mean something."""
    if not parts:
        return [word]
    rest: list[Word] = []
    place = 0
    for start, end in sorted([*parts, (len(word.text), len(word.text))]):
        if start - place > 1:
            rest.append(word.part(place, start))
        place = max(place, end)
    return rest
