"""Reads of a post what matching compares beside its lines: things, traits, sizes, and where an offer can get to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from bot.domain.matching_traits import Pair, Traits
from bot.ports import Gazetteer, Vocabulary
from bot.words.languages import named_languages
from knowledge.datafiles import read_yaml
from knowledge.reader.asides import Asides
from knowledge.reader.attribute_measures import Measures
from knowledge.reader.content_words import ContentWords
from knowledge.reader.edition import edition
from knowledge.reader.folding import fold
from knowledge.reader.reach import ReachReader
from knowledge.reader.refusals import lacks, refused
from knowledge.vocabulary.phrases import is_japanese
from knowledge.vocabulary.things import Things

T = TypeVar("T")
LONGEST = 2000  # signs looked at: beyond it a post tells a story, and the things stand at its beginning
KEPT = 4096
"""Texts whose traits are kept, so that looking at the same open posts again costs nothing."""
POWER = ("volts", "phase", "fuel")
"""What a machine runs on: "no 200 V here" names what is not there."""
SHORT = 3
"""Letters of a word that other words may hold by chance."""
_LATIN = re.compile("[a-z]")
_INTO = re.compile(r"\binto\s+(\w+)|([ァ-ヶー一-龥]+語)(?:へ|に)の?(?:翻訳|訳)|[a-z]{2}>([a-z]{2})\b")


class AttributeReader:
    """Deterministic; patterns and tables are made once. Its answers are kept for the latest texts."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, things: Things, table: Mapping[str, Any]) -> None:
        self._vocabulary, self._things = vocabulary, things
        self._reach, self._measures = ReachReader(gazetteer), Measures()
        self._asides, self._words = Asides(), ContentWords(table["ordinary"])
        rows = [(n, v, listed) for n, values in table["marks"].items() for v, listed in values.items()]
        rows += [("not", value, listed) for value, listed in table["not"].items()]
        self._english = [(name, value, made) for name, value, listed in rows if (made := _any(listed, japanese=False))]
        self._japanese = [(name, value, made) for name, value, listed in rows if (made := _any(listed, japanese=True))]
        self._speakers = {word: code for code, words in table["speakers"].items() for word in words}
        self._speaking = re.compile("|".join(map(_bounded, sorted(self._speakers, key=len, reverse=True))))
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    @cached_property
    def edition(self) -> str:
        """Return the fingerprint of this reader's programs and data."""
        return edition()

    def traits(self, text: str) -> Traits:
        """Return what a text says; never raises."""
        return self._kept(text[:LONGEST])

    def near(self, thing: str) -> tuple[str, ...]:
        """Return the things that can take the place of one."""
        return self._things.near(thing)

    def home(self, thing: str) -> str | None:
        """Return the category of a thing."""
        return self._things.category(thing)

    def _read(self, text: str) -> Traits:
        folded = fold(text)
        mentions = self._things.mentions(text)
        things = self._asides.without(folded, mentions)
        places = self._reach.read(text, folded)
        return Traits(
            things=_once(each.meaning for each in things),
            categories=_once(span.category for span in self._vocabulary.spans(text)),
            main=_once(each.meaning for each in self._asides.main(folded, things)),
            marks=_once((*self._all_marks(folded, text), *(("not", thing) for thing in refused(folded, mentions)))),
            words=self._words.of(folded, places.spans),
            measures=tuple(self._measures.find(folded)),
            base=places.base,
            reach=places.reach,
            about=places.about,
        )

    def _all_marks(self, folded: str, text: str) -> Iterator[Pair]:
        tried = [*(self._english if _LATIN.search(folded) else ()), *(self._japanese if is_japanese(folded) else ())]
        for name, value, pattern in tried:
            if first := pattern.search(folded):
                missing = name in POWER and lacks(folded, *first.span())
                yield ("not", f"{name}:{value}") if missing else (name, value)
        yield from (("language", code) for code in self._languages(folded, text))

    def _languages(self, folded: str, text: str) -> Sequence[str]:
        """Return the languages that are asked for or spoken; Japanese stands beside nearly all of them."""
        into = _INTO.search(folded)
        found = self._named(into[0], text) if into else []
        return _once(code for code in found or self._named(folded, text) if code != "ja")

    def _named(self, folded: str, text: str) -> list[str]:
        named = [code for code, _, _ in named_languages(folded)]
        said = [self._speakers[found[0]] for found in self._speaking.finditer(folded)]
        coded = [found[3] for found in _INTO.finditer(folded) if found[3]]
        return [*said, *("tl" if code == "fil" else code for code in named), *coded]


def load_attributes(vocabulary: Vocabulary, gazetteer: Gazetteer, things: Things) -> AttributeReader:
    """Return the reader over its data file."""
    return AttributeReader(vocabulary, gazetteer, things, read_yaml(__package__, "attributes.yaml"))


def _any(patterns: Sequence[str], *, japanese: bool) -> re.Pattern[str] | None:
    """Return one pattern of those with Japanese signs, or of those without; None where there are none.

    Most texts are in one language, and half of the patterns need not be tried on them.
    """
    chosen = [part for pattern in patterns for part in _alternatives(pattern) if is_japanese(part) == japanese]
    return re.compile("|".join(f"(?:{part})" for part in chosen)) if chosen else None


def _bounded(word: str) -> str:
    """Return the pattern of a word; letters like ASL are one only where they stand alone."""
    return rf"\b{word}\b" if word.isascii() and len(word) <= SHORT else re.escape(word)


def _alternatives(pattern: str) -> list[str]:
    """Return the parts of a pattern between the bars that stand in no bracket."""
    parts, depth, escaped = [""], 0, False
    for sign in pattern:
        depth += 0 if escaped else (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0 and not escaped:
            parts.append("")
            continue
        parts[-1] += sign
        escaped = sign == "\\" and not escaped
    return parts


def _once(several: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(several))
