"""Looks at what ranks high word by word: which words of the question it names, and whether they are enough."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.lesson import Found, Hit
from knowledge.language.analysis import Analysis
from knowledge.language.lexicon import SURE, Lexicon
from knowledge.language.words import Word, Words, is_subject
from knowledge.library.broader import Broader, broader_by_part
from knowledge.library.naming import left_over, named_parts
from knowledge.library.reading import Reading, Stored

# A word of the wider subject counts less than the word itself.
WIDER = 0.4
# A text must name this share of a question's words, of a long question this many: one chance word is no answer.
FLOOR_SHARE, FLOOR_WORDS = 0.2, 3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that ranks high."""

    kept: Stored
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question. `length`: its signs that texts name; `wider`: words of an unnamed one's subject."""

    word: Word
    length: int
    unnamed: bool = False
    wider: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one text answers: words it names, how many they come to, and `count` with those of a wider subject."""

    id: str
    score: float
    matched: tuple[str, ...]
    named: float
    count: float

    @property
    def widened(self) -> bool:
        """Return whether a wider subject counted."""
        return self.count > self.named


class Answering:
    """Decides what is an answer, and which words of a question nothing answers."""

    def __init__(self, words: Words, analysis: Analysis, lexicon: Lexicon, broader: Broader | None) -> None:
        self._words = words
        self._terms = lru_cache(1_000)(analysis.terms)
        self._lexicon = lexicon
        self._broader = broader

    def asked(self, reading: Reading, question: str, candidates: Sequence[Candidate]) -> list[Asked]:
        """Return the words that the candidates name, whole or in part, and apart from them what no text names."""
        words = {word.text: word for word in self._words.question(question) if is_subject(word.text)}
        return [one for word in words.values() for one in self._ask(reading, word, candidates)]

    def found(self, asked: Sequence[Asked], candidates: Iterable[Candidate], limit: int) -> Found:
        """Return the best candidates that answer enough of what is asked."""
        hits = _best([self._answer(asked, candidate) for candidate in candidates], len(asked))[:limit]
        return Found(
            tuple(Hit(answer.id, answer.matched) for answer in hits),
            unnamed=tuple(dict.fromkeys(one.word.surface for one in asked if one.unnamed)),
            widened=any(answer.widened for answer in hits),
        )

    def _ask(self, reading: Reading, word: Word, candidates: Sequence[Candidate]) -> Iterator[Asked]:
        parts = {part for candidate in candidates for part in self._named(word, candidate.kept)}
        if not parts and _is_named(reading, word):
            parts = {(0, len(word.text))}  # by a text that ranks too low to be looked at
        if (0, len(word.text)) not in parts and self._broader and self._broader(word.text):
            parts = set()  # a listed word has its own subject: 生理用品 is not 用品
        rest = left_over(word, parts)
        if parts:
            yield Asked(word, len(word.text) - sum(len(one.text) for one in rest))
        for one in rest:
            yield Asked(one, len(one.text), unnamed=True, wider=self._wider(one))

    def _wider(self, word: Word) -> tuple[Word, ...]:
        names = broader_by_part(word.text, self._broader) if self._broader else ()
        return tuple(wider for name in names for wider in self._words.question(name))

    def _answer(self, asked: Sequence[Asked], candidate: Candidate) -> _Answer:
        matched: list[str] = []
        count = wider = 0.0
        for one in asked:
            named = () if one.unnamed else [one.word.part(*part) for part in self._named(one.word, candidate.kept)]
            if named:
                matched += [part.surface for part in named]
                count += sum(len(part.text) for part in named) / one.length
            elif any(self._named(wider, candidate.kept) for wider in one.wider):
                wider += WIDER
        return _Answer(candidate.kept.id, candidate.score, tuple(dict.fromkeys(matched)), count, count + wider)

    def _named(self, word: Word, kept: Stored) -> list[tuple[int, int]]:
        """Return the parts of the word that a text names, or all of it where the text names it in English."""
        parts = named_parts(word, kept.holds)
        return parts or ([(0, len(word.text))] if word.japanese and self._named_in_english(word, kept) else [])

    def _named_in_english(self, word: Word, kept: Stored) -> bool:
        """Return whether a text without Japanese names a Japanese word: of several parts, half of them or more."""
        if kept.language != "en":
            return False
        terms = self._terms(word.text)
        if any(map(kept.holds, terms.names)):
            return True
        named = [
            any(kept.holds(other) for other, share in self._lexicon.english(part) if share >= SURE)
            for part in terms.japanese
        ]
        return bool(named) and 2 * sum(named) >= len(named)


def _is_named(reading: Reading, word: Word) -> bool:
    """Return whether any text names the whole word."""
    if len(word.terms) == 1:
        return reading.names(word.terms[0])
    return bool(reading.search([("ja_pairs", word.terms[0], 1.0)], 1, musts=[("ja_pairs", word.terms)]))


def _best(answers: Sequence[_Answer], asked: int) -> list[_Answer]:
    """Return the answers that name enough of so many words, best first; if none does, those about a wider subject."""
    enough = min(FLOOR_SHARE * asked, FLOOR_WORDS)
    named = [answer for answer in answers if answer.named >= enough] if asked else []
    kept = named or [answer for answer in answers if answer.widened]
    return sorted(kept, key=lambda answer: (-answer.score * answer.count, answer.id))
