"""What somebody is looking for: the things, sectors, places, languages and other words in one typed line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.command import Tools
from bot.domain.vocabulary import Category
from bot.flows.places import codes_of, guessed, trouble
from bot.typed import folded
from bot.words.languages import language_name, named_languages

WORD = re.compile(r"[^\W\d_ぁ-ん一-鿿ァ-ヶー][\w'-]+|[一-鿿々]{2,}|[ァ-ヶー]{2,}")
"""A word of letters, a run of kanji, a run of katakana; kana between them are particles and endings."""
PLAIN = frozenset(
    re.findall(
        r"\w+",
        """
        who which what where that can could does do is are the and for with near from in give have has any anyone
        someone need needs help find team teams people organisation organisations organization organizations group
        groups ngo ngos speak speaks speaking 団体 組織 支援 団体名 対応 可能 検索 場所 地域
        """,
    )
)
"""Words that say nothing of what is looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """`categories` are leaves, `related` what may stand in for them, `languages` ISO 639-1, `troubles` sentences.

    `words` are those that mean nothing else here; `said` are these and the words for things, as they were typed.
    """

    categories: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def subject(self) -> bool:
        """Return whether a thing or a field of work was asked for."""
        return bool(self.categories or self.sectors)

    def parts(self, tools: Tools) -> list[str]:
        """Return what was understood, in the reader's words."""
        viewer = tools.viewer
        things = [viewer.category(leaf) for leaf in self.categories] or [
            viewer.sector(sector) for sector in self.sectors
        ]
        places = [viewer.place(code) for code in self.codes[:3]]
        words = [" ".join(self.words)] if self.words else []
        return [*things, *places, *(language_name(code, viewer.locale) for code in self.languages), *words]


def read_query(options: Mapping[str, str], tools: Tools) -> Query:
    """Return what the text and the options beside it ask for."""
    text = options.get("text", "")
    guesses = tools.gazetteer.find(text)
    codes = [code for guess in guesses for code in codes_of(guess, tools)]
    troubles = [trouble(guess, tools.viewer) for guess in guesses if guess.candidates and not codes_of(guess, tools)]
    if options.get("place"):
        place, error = guessed(options["place"], tools)
        codes = list(place.codes) if place else codes
        troubles += [error] if error else []
    languages = named_languages(text)
    taken = [(guess.start, guess.end) for guess in guesses] + [(start, end) for _, start, end in languages]
    spans = [span for span in tools.vocabulary.spans(text) if not _within((span.start, span.end), taken)]
    taken += [(span.start, span.end) for span in spans]
    words = [word for word in WORD.findall(_without(text, taken)) if folded(word) not in PLAIN]
    sectors = {word: tools.vocabulary.find_sector(word) for word in (*words, options.get("sector", "")) if word}
    parts = {word: _by_part(word, tools) for word in words if not sectors[word]}
    named = (tools.vocabulary.category(span.category) for span in spans)
    things = [*filter(None, named), *(category for found in parts.values() for category in found)]
    return Query(
        categories=_once(category.id for category in things),
        related=_once(leaf for category in things for leaf in category.related),
        sectors=_once([*(category.sector for category in things), *filter(None, sectors.values())]),
        codes=_once(codes),
        languages=_once(code for code, _, _ in languages),
        words=_once(word for word, found in parts.items() if not found),
        said=_once([*words, *(span.words for span in spans)]),
        troubles=tuple(troubles),
    )


def _by_part(word: str, tools: Tools) -> list[Category]:
    """Return the categories in whose Japanese name a word stands (給水 in 給水車): speech cuts compounds short."""
    return [category for category in tools.vocabulary.categories() if word in category.name.ja]


def _within(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return the text with these stretches blanked out."""
    signs = list(text)
    for start, end in taken:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
