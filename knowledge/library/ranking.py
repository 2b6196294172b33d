"""Ranks the texts of an index by a question, in its own language and across: one configuration for every library."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from knowledge.language.analysis import Analysis, Terms, neighbours
from knowledge.language.lexicon import Lexicon, Translations
from knowledge.language.script import is_japanese
from knowledge.library.phrases import phrases_in
from knowledge.library.reading import Clause, Phrase, Place, Reading, Scored

# How much a field's BM25 score counts beside that of the words themselves (1.0). Measured on five collections together,
# docs/retrieval.md; half or double of each changes a collection by a point at most.
NEAR_EN, NEAR_JA, PAIRS, HEAD, TITLE = 0.3, 0.2, 0.3, 0.25, 0.25
# A translation's likelihood to this power: between counting all alike and counting the likeliest alone.
LIKELIHOOD = 0.75
# Across languages a text is scored twice, by the question's translation and by its own. With more than this, in a
# library of both languages what might be meant comes before what is said.
ACROSS = 0.3
# A question of so many English words is widened by the words of its best answers (Rocchio). Fewer words say what they
# mean; a pasted report says enough.
SHORTEST, LONGEST = 6, 30
BEST, ADDED, WIDENED = 5, 20, 0.3
# So many texts at least are looked at for each way of asking; the sums of the scores rank them. A hundred would cost a
# fifth more on a million passages and change nothing among the first ten.
DEPTH = 50
# A draft nobody has reviewed counts for less than a published lesson that says about the same.
UNREVIEWED = 0.7
NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to be asked: its terms, what narrows it, phrases that must stand in a text or had better."""

    terms: Terms
    depth: int
    tags: Sequence[str]
    musts: Sequence[Phrase]
    liked: Sequence[Phrase]


class Ranking:
    """Asks an index the same question in every way that may find an answer, and adds up what comes back."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self._analysis = analysis
        self._lexicon = lexicon

    def ranked(
        self,
        reading: Reading,
        question: str,
        limit: int,
        tags: Sequence[str] = (),
        wider: Mapping[str, float] = NOTHING,
    ) -> list[Scored]:
        """Return the texts that answer, best first: `DEPTH` of them and more, or `limit` if that is larger.

        `tags` must all be borne. `wider` are further words to look for, with how much each counts. A question that is
        one phrase between quotation marks finds texts that hold it; where none does, those that hold its words.
        """
        quoted = phrases_in(question)
        terms = self._analysis.terms(quoted.text)
        phrases = [phrase for text in quoted.phrases if (phrase := self._phrase(text))]
        musts, liked = (phrases, []) if quoted.alone else ([], phrases)
        asked = Asked(terms, max(limit, DEPTH), tags, musts, liked)
        found = self._asked(reading, asked, wider)
        return found if found or not musts else self._asked(reading, replace(asked, musts=(), liked=musts), wider)

    def _asked(self, reading: Reading, asked: Asked, wider: Mapping[str, float]) -> list[Scored]:
        clauses = [*_own(asked.terms), *self._wider(wider)]
        own = reading.search(_merged(clauses), asked.depth, asked.tags, asked.musts, asked.liked)
        more = reading.search(list(self._feedback(reading, asked.terms, own)), asked.depth, asked.tags, asked.musts)
        across = reading.search(_merged(self._across(reading, asked.terms)), asked.depth, asked.tags, asked.musts)
        return _summed(reading, (*own, *more), across, mixed=_is_mixed(asked.terms))

    def _phrase(self, text: str) -> Phrase | None:
        terms = self._analysis.terms(text)
        if terms.pairs:
            return ("ja_pairs", tuple(terms.pairs))
        return ("en", tuple(terms.english)) if terms.english else None

    def _wider(self, words: Mapping[str, float]) -> Iterator[Clause]:
        for word, weight in words.items():
            terms = self._analysis.terms(word)
            yield from (("en", term, weight) for term in terms.told)
            yield from (("ja_pairs", pair, weight) for pair in terms.pairs)

    def _across(self, reading: Reading, terms: Terms) -> Iterator[Clause]:
        """Yield the question in the other language, and its own words for texts that were translated."""
        if terms.english and not reading.is_empty("ja"):
            yield from (("ja", *meant) for meant in _translated(terms.english, self._lexicon.japanese))
            yield from (("en_meant", term, ACROSS) for term in terms.english)
        if terms.pairs and not reading.is_empty("en"):
            yield from (("en", *meant) for meant in _translated(terms.japanese, self._lexicon.english))
            yield from (("en", name, ACROSS) for name in terms.names)
            yield from (("ja_meant", term, ACROSS) for term in terms.japanese)

    def _feedback(self, reading: Reading, terms: Terms, found: Sequence[Scored]) -> Iterator[Clause]:
        """Yield the words that tell the best answers to an English question from other texts."""
        if not SHORTEST <= len(terms.told) < LONGEST or terms.pairs:
            return
        weights: defaultdict[str, float] = defaultdict(float)
        best = found[:BEST]
        for one, kept in zip(best, reading.stored([one.place for one in best]), strict=True):
            words = [term for term in kept.named.split() if not is_japanese(term)]
            for word in words:
                weights[word] += one.score / len(words)
        telling = {word: weight * reading.rarity(word) for word, weight in weights.items()}
        chosen = sorted(telling, key=lambda word: (-telling[word], word))[:ADDED]
        whole = sum(telling[word] for word in chosen)
        yield from (("en", word, WIDENED * len(terms.told) * telling[word] / whole) for word in chosen)


def _own(terms: Terms) -> Iterator[Clause]:
    yield from (("en", term, 1.0) for term in terms.told)
    yield from (("en_near", term, NEAR_EN) for term in neighbours(terms.told))
    if terms.pairs:
        yield from (("ja", term, 1.0) for term in terms.japanese)
        yield from (("ja_near", term, NEAR_JA) for term in neighbours(terms.japanese))
        yield from (("ja_pairs", pair, PAIRS) for pair in terms.pairs)
        yield from (("ja_signs", pair, PAIRS) for pair in terms.pairs if len(pair) == 1)
    for field, weight in (("head", HEAD), ("title", TITLE)):
        yield from ((field, term, weight) for term in (*terms.told, *terms.japanese))


def _translated(words: Iterable[str], lexicon: Callable[[str], Translations]) -> Iterator[tuple[str, float]]:
    for word in words:
        yield from ((other, ACROSS * share**LIKELIHOOD) for other, share in lexicon(word))


def _is_mixed(terms: Terms) -> bool:
    return bool(terms.pairs and terms.told)


def _merged(clauses: Iterable[Clause]) -> list[Clause]:
    """Return each term once; one that is asked twice counts twice."""
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for field, term, weight in clauses:
        weights[field, term] += weight
    return [(field, term, weight) for (field, term), weight in weights.items()]


def _summed(reading: Reading, own: Iterable[Scored], across: Sequence[Scored], *, mixed: bool) -> list[Scored]:
    """Return the texts by the sum of their scores; one in both languages counts in the question's alone."""
    scores: defaultdict[Place, float] = defaultdict(float)
    for one in own:
        scores[one.place] += one.score
    bilingual = [False] * len(across) if mixed else reading.flags("bilingual", [one.place for one in across])
    for one, both in zip(across, bilingual, strict=True):
        if not both:
            scores[one.place] += one.score
    drafts = reading.flags("draft", list(scores))
    summed = [
        Scored(place, score * (UNREVIEWED if draft else 1.0))
        for (place, score), draft in zip(scores.items(), drafts, strict=True)
    ]
    return sorted(summed, key=lambda one: (-one.score, one.place))
