"""Finds the lessons that answer a question in English or Japanese, and says which of its words none of them names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.lesson import DRAFT, PUBLISHED, REVIEWED, Found, Hit, Lesson
from bot.domain.vocabulary import Name
from knowledge.language.words import Word, Words, is_subject
from knowledge.library.bilingual import BilingualRanking
from knowledge.library.broader import Broader, broader_by_part
from knowledge.library.naming import left_over, named_parts

# How much a term counts by where it stands; labels are the lesson's theme, hazard and year.
TITLE, TEXT, LABEL = 3.0, 1.0, 0.5
# A word of the wider subject counts less than the word itself.
WIDER = 0.4
# A lesson must name this share of a question's words, of a long question this many: one chance word is no answer.
FLOOR_SHARE, FLOOR_WORDS = 0.3, 3.0
# Terms between the words of a question count a little: measured on Japanese questions, 0.3 ranks better than 0 or 1.
BETWEEN = 0.3
# No question is longer; a pasted text of this many characters still takes some 20 ms.
LONGEST = 2000
# A draft nobody has reviewed counts for less than a published lesson that says about the same.
UNREVIEWED = 0.7
# So many of the best by score are looked at word by word.
SHORTLIST = 40


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of the question. `length`: its signs that lessons name; `wider`: words of an unnamed one's subject."""

    word: Word
    length: int
    unnamed: bool = False
    wider: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one lesson answers: words it names, how many they come to, and whether a wider subject counted."""

    id: str
    score: float
    matched: tuple[str, ...]
    count: float
    widened: bool


class LessonLibrary:
    """An index over lessons in memory, drafts included, for thousands of them (the `Library` port)."""

    def __init__(self, words: Words, labels: Mapping[str, Name] | None = None, broader: Broader | None = None) -> None:
        """`labels` names themes and hazards by their key or code; `broader` widens words that no lesson names."""
        self._words = words
        self._labels = labels or {}
        self._broader = broader
        self._ranking = BilingualRanking()
        self._drafts: set[str] = set()

    def put(self, lessons: Iterable[Lesson]) -> None:
        """Take drafts, reviewed and published lessons into the index; one in any other state goes out of it."""
        for lesson in lessons:
            self._ranking.put(lesson.id, self._terms(lesson) if lesson.state in (DRAFT, REVIEWED, PUBLISHED) else {})
            if lesson.state == DRAFT:
                self._drafts.add(lesson.id)
            else:
                self._drafts.discard(lesson.id)

    def search(self, question: str, limit: int = 3) -> Found:
        """Return at most `limit` lessons, the nearest first; of a very long text only the beginning is looked at."""
        question = question[:LONGEST]
        words = {word.text: word for word in self._words.question(question) if is_subject(word.text)}
        asked = [one for word in words.values() for one in self._ask(word)]
        likely = self._scored(question, asked)[: max(limit, SHORTLIST)]
        hits = _best([self._answer(asked, *scored) for scored in likely], len(asked))[:limit]
        return Found(
            tuple(Hit(answer.id, answer.matched) for answer in hits),
            unnamed=tuple(dict.fromkeys(one.word.surface for one in asked if one.unnamed)),
            widened=any(answer.widened for answer in hits),
        )

    def _terms(self, lesson: Lesson) -> Mapping[str, float]:
        weights: defaultdict[str, float] = defaultdict(float)
        for weight, text in self._fields(lesson):
            for term in self._words.terms(text):
                weights[term] += weight
        return weights

    def _fields(self, lesson: Lesson) -> Iterator[tuple[float, str]]:
        yield from ((TITLE, text) for text in (lesson.title_en, lesson.title_ja))
        texts = (lesson.summary_en, lesson.summary_ja, lesson.implication_en, lesson.implication_ja)
        yield from ((TEXT, text) for text in texts)
        names = [self._labels[key] for key in (lesson.theme, lesson.hazard) if key in self._labels]
        yield from ((LABEL, text) for name in names for text in (name.en, name.ja))
        if lesson.year is not None:
            yield LABEL, str(lesson.year)

    def _ask(self, word: Word) -> Iterator[_Asked]:
        """Yield the word if a lesson names it or part of it, and apart from it whatever no lesson names."""
        holders = {lesson for term in word.terms for lesson in self._ranking.holders(term)}
        parts = {part for lesson in holders for part in self._named_parts(word, lesson)}
        if (0, len(word.text)) not in parts and self._broader and self._broader(word.text):
            parts = set()  # a listed word has its own subject: 生理用品 is not 用品
        rest = left_over(word, parts)
        if parts:
            yield _Asked(word, len(word.text) - sum(len(one.text) for one in rest))
        for one in rest:
            yield _Asked(one, len(one.text), unnamed=True, wider=self._wider(one))

    def _wider(self, word: Word) -> tuple[Word, ...]:
        names = broader_by_part(word.text, self._broader) if self._broader else ()
        return tuple(wider for name in names for wider in self._words.question(name))

    def _scored(self, question: str, asked: Sequence[_Asked]) -> list[tuple[str, float]]:
        """Return (id, score) of the lessons that hold a term, best first; a term asked twice counts twice."""
        within = {term for one in asked for term in one.word.terms}
        terms: defaultdict[str, float] = defaultdict(float)
        for term in filter(is_subject, self._words.terms(question)):
            terms[term] += 1 if term in within else BETWEEN
        for wider in {wider for one in asked for wider in one.wider}:
            for term in wider.terms:
                terms[term] += WIDER
        found = self._ranking.scores(terms).items()
        scores = {lesson: score * (UNREVIEWED if lesson in self._drafts else 1) for lesson, score in found}
        return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))

    def _answer(self, asked: Sequence[_Asked], id: str, score: float) -> _Answer:
        matched: list[str] = []
        count, widened = 0.0, False
        for one in asked:
            named = () if one.unnamed else [one.word.part(*part) for part in self._named_parts(one.word, id)]
            if named:
                matched += [part.surface for part in named]
                count += sum(len(part.text) for part in named) / one.length
            elif any(self._named_parts(wider, id) for wider in one.wider):
                count, widened = count + WIDER, True
        return _Answer(id, score, tuple(dict.fromkeys(matched)), count, widened)

    def _named_parts(self, word: Word, id: str) -> list[tuple[int, int]]:
        return named_parts(word, lambda term: id in self._ranking.holders(term))


def _best(answers: Sequence[_Answer], asked: int) -> list[_Answer]:
    """Return the answers that name enough of so many words, best first; if none does, those about a wider subject."""
    enough = min(FLOOR_SHARE * asked, FLOOR_WORDS)
    named = [answer for answer in answers if answer.count >= enough] if asked else []
    kept = named or [answer for answer in answers if answer.widened]
    return sorted(kept, key=lambda answer: (-answer.score * answer.count, answer.id))
