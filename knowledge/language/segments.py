"""Cuts a stretch of Japanese into the words a person would call its content, without a dictionary."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.language.script import HIRAGANA, KANJI, KATAKANA
from knowledge.language.stopwords import StopWords


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    joins: bool


class Segmenter:
    """Cuts at particles and where katakana begins or ends: 避難所の炊き出し → 避難所, 炊き出し.

    Hiragana between or after kanji stays with them (炊き出し, 届いた) unless it is a particle. Without a dictionary a
    compound stays whole (支援物資), and a word that looks like a particle must be listed as kept (子ども).
    """

    def __init__(self, stop: StopWords) -> None:
        self._stop = stop
        particles = _alternatives(stop.ja_particles)
        kept = _alternatives(stop.ja_kept)
        self._pieces = re.compile(
            f"(?P<kept>{kept})|(?P<kanji>[{KANJI}]+)|(?P<katakana>[{KATAKANA}]+)|(?P<hiragana>(?:(?!{kept})[{HIRAGANA}])+)"
        )
        self._first = re.compile(particles)
        self._last = re.compile(f"(?:{particles})+$")

    def segments(self, run: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each content word of a run of kanji and kana (folded), in order."""
        before = 0
        for start, end in _merged(self._atoms(run)):
            is_suffix = end - start == 1 and 0 < start == before  # 屋 of ラーメン屋
            before = end
            if not is_suffix and run[start:end] not in self._stop.ja_words:
                yield start, end

    def _atoms(self, run: str) -> Iterator[_Atom]:
        for piece in self._pieces.finditer(run):
            start, end = piece.span()
            if piece.lastgroup == "hiragana":
                start, end = self._without_particles(run, start, end)
            if start < end:
                yield _Atom(start, end, joins=piece.lastgroup in {"kanji", "hiragana"})

    def _without_particles(self, run: str, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of what is left of hiragana `run[start:end]`: nothing, a word's ending or a word."""
        last = self._last.search(run, start, end)
        if last and last.start() == start:
            return start, start
        first = self._first.match(run, start, end) if start > 0 else None
        word_start = first.end() if first else start
        word_end = last.start() if last else end
        return word_start, max(word_start, word_end)


def _merged(atoms: Iterable[_Atom]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of atoms, those that join and touch as one."""
    last: _Atom | None = None
    for atom in atoms:
        if last and last.joins and atom.joins and last.end == atom.start:
            last = _Atom(last.start, atom.end, joins=True)
            continue
        if last:
            yield last.start, last.end
        last = atom
    if last:
        yield last.start, last.end


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
