"""Asks the index as it stands at one moment: BM25 within a language, phrases, and what is kept of each text."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.language.script import is_japanese

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Schema, Searcher

LANGUAGES: Mapping[str, str] = {
    "en": "en",
    "en_near": "en",
    "ja_meant": "en",
    "ja": "ja",
    "ja_near": "ja",
    "ja_pairs": "ja",
    "ja_signs": "ja",
    "en_meant": "ja",
}
"""The language of the texts that have a field; the others are in both."""
# A phrase that had better stand in a text counts this much beside its words.
_PHRASE = 3.0

Place = tuple[int, int, int]
"""The part of the index a text lies in, the segment within it, and the number within that."""

Clause = tuple[str, str, float]
"""A field, a term in it, and its weight."""

Phrase = tuple[str, tuple[str, ...]]
"""A field, and terms that stand side by side in it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A text found by the index: where it lies, and its score (a weighted sum of BM25 scores, k1 1.2 and b 0.75)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Terms of which a text must hold any, tags and phrases of which it must bear all, phrases that count more."""

    clauses: Sequence[Clause]
    tags: Sequence[str]
    musts: Sequence[Phrase]
    liked: Sequence[Phrase]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the index gives back of a text: id, language, and what answers are checked by.

    `named`: English terms and single kanji between blanks; `japanese`: the folded text, if any of it is.
    """

    id: str
    language: str
    named: str
    japanese: str

    def holds(self, term: str) -> bool:
        """Return whether the text names a term: an English one, a pair of Japanese signs, or a single kanji."""
        return term in self.japanese if _is_pair(term) else f" {term} " in self.named


def _is_pair(term: str) -> bool:
    return len(term) == 2 and not term.isascii()


class Part:
    """One index at one moment.

    `number` tells its texts' places from those of other parts, where the `hidden` ones stand in a newer form.
    """

    def __init__(
        self, searcher: "Searcher", schema: "Schema", number: int = 0, hidden: Callable[[str], bool] | None = None
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._number = number
        self._hidden = hidden
        self.texts = {language: searcher.doc_freq("tag", f"language={language}") for language in ("en", "ja")}

    def search(self, asked: "Narrowed", limit: int, telling: Callable[["Part", str, str], float]) -> list[Scored]:
        """Return the texts that hold any of the terms, all of the tags and all phrases that must be, best first."""
        from tantivy import Occur, Query

        wanted = [
            self._weighted(field, term, weight * told)
            for field, term, weight in asked.clauses
            if (told := telling(self, field, term))
        ]
        wanted += [Query.boost_query(self._phrase(*phrase), _PHRASE) for phrase in asked.liked]
        if not wanted:
            return []
        query = Query.boolean_query([(Occur.Should, one) for one in wanted])
        narrowing = [self._weighted("tag", tag, 1.0) for tag in asked.tags]
        narrowing += [self._phrase(*phrase) for phrase in asked.musts]
        if narrowing:
            unscored = ((Occur.Must, Query.const_score_query(one, 0.0)) for one in narrowing)
            query = Query.boolean_query([(Occur.Must, query), *unscored])
        return self._seen(self.answered(query, limit))

    def answered(self, query: "Query", limit: int) -> list[Scored]:
        """Return the texts that a query of tantivy's own finds, best first."""
        hits = self._searcher.search(query, limit, count=False).hits
        return [Scored((self._number, place.segment_ord, place.doc), score) for score, place in hits]

    def _seen(self, found: list[Scored]) -> list[Scored]:
        if self._hidden is None:
            return found
        ids = self.ids([one.place for one in found])
        return [one for one, known in zip(found, ids, strict=True) if not self._hidden(known)]

    def _weighted(self, field: str, term: str, weight: float) -> "Query":
        from tantivy import Query

        query = Query.term_query(self._schema, field, term, "freq")
        return query if weight == 1 else Query.boost_query(query, weight)

    def _phrase(self, field: str, terms: tuple[str, ...]) -> "Query":
        from tantivy import Query

        if len(terms) > 1:
            return Query.phrase_query(self._schema, field, list(terms))
        sign = field == "ja_pairs" and len(terms[0]) == 1
        return self._weighted("ja_signs" if sign else field, terms[0], 1.0)

    def held(self, field: str, term: str) -> int:
        """Return how many texts hold a term in a field; those lately replaced count twice."""
        return self._searcher.doc_freq(field, term)

    def rarity(self, held: int) -> float:
        """Return how rare tantivy takes a term to be that so many texts hold."""
        return _rarity(self._searcher.num_docs, held)

    def flags(self, name: str, places: Sequence[Place]) -> list[bool]:
        """Return the flag of each text."""
        return [bool(value) for value in self._searcher.fast_field_values(name, _addresses(places))]

    def ids(self, places: Sequence[Place]) -> list[str]:
        """Return the id of each text."""
        return [str(self._searcher.doc(address).get_first("id")) for address in _addresses(places)]

    def stored(self, place: Place) -> Stored:
        """Return what is kept of a text."""
        kept = self._searcher.doc(_addresses([place])[0])
        language, _, rest = bytes(kept.get_first("kept") or b"").decode().partition("\n")
        named, _, japanese = rest.partition("\n")
        return Stored(str(kept.get_first("id")), language, f" {named} ", japanese)


class Reading:
    """What is indexed at one moment: what lies on disk, and what was saved lately, as if they were one."""

    def __init__(self, *parts: Part) -> None:
        """`parts` in the order of their numbers, from 0."""
        self._parts = parts

    def search(
        self,
        clauses: Sequence[Clause],
        limit: int,
        tags: Sequence[str] = (),
        musts: Sequence[Phrase] = (),
        liked: Sequence[Phrase] = (),
    ) -> list[Scored]:
        """Return the texts that hold any of the terms, all of the tags and all phrases that must be, best first."""
        asked = Narrowed(clauses, tags, musts, liked)
        found = [one for part in self._parts for one in part.search(asked, limit, self._telling)]
        return sorted(found, key=lambda one: -one.score)[:limit] if len(self._parts) > 1 else found

    def names(self, term: str) -> bool:
        """Return whether any text names a term, as `Stored.holds` does for one."""
        if is_japanese(term):
            return self._held("ja_pairs" if _is_pair(term) else "ja_signs", term) > 0
        return self._held("en", term) + self._held("en_meant", term) > 0

    def holds_tag(self, tag: str) -> bool:
        """Return whether any text bears the tag."""
        return self._held("tag", tag) > 0

    def is_empty(self, language: str) -> bool:
        """Return whether no text stands in a language."""
        return self._texts(language) == 0

    def rarity(self, term: str) -> float:
        """Return how much a term tells among the texts in its language: its inverse document frequency, above 0."""
        language = "ja" if is_japanese(term) else "en"
        return _rarity(self._texts(language), self._held(language, term))

    def flags(self, name: str, places: Sequence[Place]) -> list[bool]:
        """Return the flag of each text."""
        if len(self._parts) == 1:
            return self._parts[0].flags(name, places)
        return [self._parts[place[0]].flags(name, [place])[0] for place in places]

    def ids(self, places: Sequence[Place]) -> list[str]:
        """Return the id of each text."""
        return [self._parts[place[0]].ids([place])[0] for place in places]

    def stored(self, places: Sequence[Place]) -> Iterator[Stored]:
        """Yield what is kept of each text."""
        return (self._parts[place[0]].stored(place) for place in places)

    def _texts(self, language: str) -> int:
        return sum(part.texts[language] for part in self._parts)

    def _held(self, field: str, term: str) -> int:
        return sum(part.held(field, term) for part in self._parts)

    def _telling(self, part: Part, field: str, term: str) -> float:
        """Return by what a part's rarity of a term is to be multiplied; 0 for a term that nothing in it holds.

        tantivy counts all texts of a part; what a word tells is seen among all those in its language alone. Without
        this, the few texts of a minority's language would come first, for each of their words would be rare.
        """
        held = part.held(field, term)
        if not held:
            return 0.0
        language = LANGUAGES.get(field) or ("ja" if is_japanese(term) else "en")
        everywhere = held if len(self._parts) == 1 else self._held(field, term)
        return _rarity(self._texts(language), everywhere) / part.rarity(held)


def _rarity(texts: int, held: int) -> float:
    return math.log(1 + (max(texts - held, 0) + 0.5) / (held + 0.5))


def _addresses(places: Iterable[Place]) -> list["DocAddress"]:
    from tantivy import DocAddress

    return [DocAddress(segment, number) for _, segment, number in places]
