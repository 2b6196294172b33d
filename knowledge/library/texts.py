"""Turns an entry into what the index holds of it: terms of each language, their translations, and what filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.document import IMPORTED
from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED
from bot.domain.passages import Entry
from bot.domain.vocabulary import Name
from knowledge.language.analysis import Analysis, Terms, neighbours
from knowledge.language.lexicon import REMEMBERED, SURE, Lexicon, Translations
from knowledge.language.script import is_japanese
from knowledge.language.words import Words
from knowledge.vocabulary.folding import fold

SHOWN = (DRAFT, REVIEWED, PUBLISHED, IMPORTED)
"""The states in which an entry can be found."""

HEAD = 20
"""The first words of a text, its title's among them, say what it is about. Measured: 20 rather than 10 or 40."""
MEANT = 0.03
"""A translation counts as standing in a text from this likelihood on. Measured: likelier ones alone lose five points,
and counts weighted by the likelihood lose two."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """One entry as the index holds it. `fields`: the terms of each, `lengths`: how long it counts where it is shorter.
    `named`: English terms and single kanji that answers are checked by; `japanese`: the folded text for the others.

    `language` is empty for what says the same in both and needs no translation. `draft`: nobody reviewed it.
    """

    id: str
    document_id: str
    fields: Mapping[str, Sequence[str]]
    lengths: Mapping[str, int]
    named: str
    japanese: str
    language: str
    tags: tuple[str, ...]
    draft: bool


class Texts:
    """Makes indexed texts; `labels` are the names of themes and hazards, by key or code."""

    def __init__(self, words: Words, analysis: Analysis, lexicon: Lexicon, labels: Mapping[str, Name]) -> None:
        self._words = words
        self._analysis = analysis
        self._labels = labels
        remembered = lru_cache(REMEMBERED)
        self._in_english = remembered(lambda word: _meant(lexicon.english(word), MEANT))
        self._in_japanese = remembered(lambda word: _meant(lexicon.japanese(word), MEANT))
        self._surely = remembered(lambda word: _meant(lexicon.english(word), SURE))

    def indexed(self, entry: Entry) -> IndexedText:
        """Return what the index holds of an entry."""
        body = "\n".join((entry.title, entry.text, *self._labelled(entry)))
        terms = self._analysis.terms(body)
        title = self._analysis.terms(entry.title)
        entry = replace(entry, language=entry.language or _language(terms))
        signs = list(self._words.singles(fold(body))) if terms.pairs else []
        return IndexedText(
            entry.id,
            entry.document_id,
            {
                "en": terms.english,
                "en_near": list(neighbours(terms.told)),
                "ja": terms.japanese,
                "ja_near": list(neighbours(terms.japanese)),
                "ja_pairs": terms.pairs,
                "ja_signs": signs,
                "head": (*terms.told[:HEAD], *terms.japanese[:HEAD]),
                "title": (*title.told, *title.japanese),
                **self._translated(entry, terms),
            },
            _lengths(entry, terms),
            " ".join(dict.fromkeys((*terms.told, *signs, *self._named_in_english(entry, terms)))),
            fold(body) if terms.pairs else "",
            entry.language,
            tuple(_tags(entry)),
            draft=entry.state == DRAFT,
        )

    def _labelled(self, entry: Entry) -> Iterator[str]:
        names = [self._labels[key] for key in (entry.theme, entry.hazard) if key in self._labels]
        yield from (text for name in names for text in (name.en, name.ja) if _in_language(text, entry))
        if entry.year is not None:
            yield str(entry.year)

    def _translated(self, entry: Entry, terms: Terms) -> Mapping[str, Sequence[str]]:
        if entry.language == "ja":
            return {"en_meant": [*(other for word in terms.japanese for other in self._in_english(word)), *terms.names]}
        if entry.language == "en":
            return {"ja_meant": [other for word in terms.english for other in self._in_japanese(word)]}
        return {}

    def _named_in_english(self, entry: Entry, terms: Terms) -> Iterator[str]:
        if entry.language == "ja":
            yield from (other for word in terms.japanese for other in self._surely(word))
            yield from terms.names


def _lengths(entry: Entry, terms: Terms) -> Mapping[str, int]:
    """Return how long the fields of a text count that stands in the other language.

    BM25 weighs a text by its length beside the mean over all texts. Without this, in a library of both languages every
    text would be long: measured, a question in Japanese lost 3 points. The ratios are those of the bundled lessons,
    which say the same in both.
    """
    if entry.language == "en":
        words = len(terms.english)
        return {"ja": words, "ja_near": words, "ja_pairs": round(2.5 * words), "en_meant": 7 * words}
    words = len(terms.japanese)
    if entry.language == "ja":
        return {"en": words, "en_near": round(0.6 * words), "ja_meant": 7 * words}
    return {"en_meant": 7 * words, "ja_meant": 7 * words}


def _language(terms: Terms) -> str:
    """Return the one language a text has terms of, or "" for both."""
    return "en" if not terms.pairs else "" if terms.told else "ja"


def _in_language(text: str, entry: Entry) -> bool:
    return not entry.language or is_japanese(text) == (entry.language == "ja")


def _meant(found: Translations, least: float) -> list[str]:
    return [other for other, share in found if share >= least]


def version_tag(document_id: str, version: int) -> str:
    """Return what a passage is marked with, to tell which version of its document it is of."""
    return f"version={document_id}@{version}"


def _tags(entry: Entry) -> Iterator[str]:
    yield f"kind={'passage' if entry.document_id else 'lesson'}"
    yield from (f"language={language}" for language in ([entry.language] if entry.language else ["en", "ja"]))
    yield from (f"sector={sector}" for sector in entry.sectors)
    for name in ("hazard", "country", "theme", "response", "state"):
        if value := getattr(entry, name):
            yield f"{name}={value}"
    if entry.year is not None:
        yield f"year={entry.year}"
    if entry.document_id:
        yield version_tag(entry.document_id, entry.version)
