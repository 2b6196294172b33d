"""Words of one language → words of the other, from a file that is looked up where it lies and never loaded whole."""

import mmap
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from importlib.resources import as_file, files

Translations = tuple[tuple[str, float], ...]
"""(word of the other language, how likely it is meant), the likeliest first."""

SURE = 0.15
"""From this likelihood on a translation is taken to name the word, not only to hint at it."""

REMEMBERED = 40_000
"""So many different words are remembered with their translations: some 16 MB at most."""


class Lexicon:
    """Two sorted files, made by `knowledge.language.build_lexicon`; English by stems, Japanese by normal forms."""

    def __init__(self) -> None:
        self.japanese: Callable[[str], Translations] = lru_cache(REMEMBERED)(lambda word: _found(self._en_ja, word))
        """Return the Japanese words for an English stem."""
        self.english: Callable[[str], Translations] = lru_cache(REMEMBERED)(lambda word: _found(self._ja_en, word))
        """Return the English stems for a Japanese word."""

    @cached_property
    def _en_ja(self) -> mmap.mmap:
        return _opened("en-ja.txt")

    @cached_property
    def _ja_en(self) -> mmap.mmap:
        return _opened("ja-en.txt")


def _opened(name: str) -> mmap.mmap:
    with as_file(files(__package__).joinpath("data", name)) as path, path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _found(lines: mmap.mmap, word: str) -> Translations:
    """Return what stands behind the word; halving the sorted file takes some twenty looks."""
    key = word.encode() + b"\t"
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start, high)
        line = lines[start : end if end >= 0 else high]
        if line.startswith(key):
            return _read(line[len(key) :].decode())
        if line < key:
            low = start + len(line) + 1
        else:
            high = start
    return ()


def _read(line: str) -> Translations:
    parts = line.split(" ")
    return tuple((word, int(share) / 100) for word, share in zip(parts[::2], parts[1::2], strict=True))


def written(words: Mapping[str, Iterable[tuple[str, float]]]) -> bytes:
    """Return the bytes of a lexicon's file, a line a word: "word TAB translation percent translation percent …"."""
    lines = (
        f"{word}\t{' '.join(f'{other} {max(1, round(share * 100))}' for other, share in found)}\n".encode()
        for word, found in words.items()
    )
    return b"".join(sorted(lines))
