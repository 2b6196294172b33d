"""What somebody is looking for: the things, sectors, places, languages and other words in one typed line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.command import Tools
from bot.commands.places import guessed, trouble
from bot.commands.understanding import codes_of
from bot.typed import folded
from bot.words.languages import language_name, named_languages

WORD = re.compile(r"[^\W\d_ぁ-ん一-鿿ァ-ヶー][\w'-]+|[一-鿿々]{2,}|[ァ-ヶー]{2,}")
"""A word of letters, a run of kanji, a run of katakana; kana between them are particles and endings."""
PLAIN = frozenset(
    "who can could does do is are the and for with near from that which give have has any anyone someone what where in "
    "need needs help find team teams people organisation organisations organization organizations group groups ngo ngos "
    "speak speaks speaking 団体 組織 支援 団体名 対応 可能 検索 場所 地域 人 方".split()
)
"""Words that say nothing of what is looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """`categories` are leaves, `sectors` cluster ids, `codes` places, `languages` ISO 639-1; `troubles` are sentences."""

    categories: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def subject(self) -> bool:
        """Return whether a thing or a field of work was asked for."""
        return bool(self.categories or self.sectors)

    def parts(self, tools: Tools) -> list[str]:
        """Return what was understood, in the reader's words."""
        viewer = tools.viewer
        things = [viewer.category(id) for id in self.categories] or [viewer.sector(id) for id in self.sectors]
        places = [viewer.place(code) for code in self.codes[:3]]
        return [*things, *places, *(language_name(code, viewer.locale) for code in self.languages), *self.words]


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
    words, sectors = _words_and_sectors(_without(text, taken), options.get("sector", ""), tools)
    things = [category for span in spans if (category := tools.vocabulary.category(span.category))]
    return Query(
        _once(category.id for category in things),
        _once([*(category.sector for category in things), *sectors]),
        _once(codes),
        _once(code for code, _, _ in languages),
        _once(words),
        tuple(troubles),
    )


def _words_and_sectors(rest: str, sector: str, tools: Tools) -> tuple[list[str], list[str]]:
    """Return the words that are left, and the sectors that some of them name."""
    words = [word for word in WORD.findall(rest) if folded(word) not in PLAIN]
    named = {word: tools.vocabulary.find_sector(word) for word in words}
    asked = tools.vocabulary.find_sector(sector) if sector else None
    sectors = [id for id in (asked, *named.values()) if id]
    return [word for word in words if not named[word]], sectors


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
