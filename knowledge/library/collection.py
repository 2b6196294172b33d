"""Measures the search on a test collection in BEIR layout, with the settings everything else uses."""

import csv
import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.domain.document import IMPORTED
from bot.domain.passages import Entry
from bot.words.catalogue import N_
from knowledge.language.detect import language_of

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
DEPTH = 100
FILE = N_("{path} cannot be read. The folder must hold corpus.jsonl, queries.jsonl and qrels/test.tsv in UTF-8.")
LINE = N_("{path}, line {number} cannot be read. For example: {example}")
EXAMPLE, JUDGED_EXAMPLE = '{"_id": "1", "text": "…"}', "1\t184\t1"

Judged = Mapping[str, Mapping[str, int]]
"""Question → text → grade; 0 and texts that are not listed do not answer it."""


class BadCollection(Exception):
    """A file is missing or a line cannot be read: a sentence of the catalogue, and the values that stand in it."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.values = values


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts to find, questions, and which text answers which question."""

    entries: Sequence[Entry]
    questions: Mapping[str, str]
    judged: Judged


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the questions that have an answer, from 0 to 1; how many questions there were."""

    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_10: float
    p_1: float
    questions: int


def load_collection(folder: Path) -> Collection:
    """Read a collection. Raises BadCollection."""
    texts = [
        Entry(
            str(row["_id"]),
            title := row.get("title") or "",
            row["text"],
            language_of(f"{title} {row['text']}"),
            state=IMPORTED,
        )
        for row in _rows(folder / CORPUS)
    ]
    questions = {str(row["_id"]): row["text"] for row in _rows(folder / QUERIES)}
    return Collection(texts, questions, _judged(folder / QRELS))


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row["text"], str) or "_id" not in row:
                raise TypeError
        except (ValueError, KeyError, TypeError):
            raise BadCollection(LINE, path=path, number=number, example=EXAMPLE) from None
        yield row


def _judged(path: Path) -> Judged:
    judged: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, row in enumerate(csv.reader(_text(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if number == 1 and row[-1:] == ["score"]:
            continue
        try:
            question, text, grade = row
            judged[question][text] = int(grade)
        except ValueError:
            raise BadCollection(LINE, path=path, number=number, example=JUDGED_EXAMPLE) from None
    return judged


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadCollection(FILE, path=path) from None


def asked(
    collection: Collection, ranked: Callable[[str, int], Sequence[tuple[str, float]]]
) -> tuple[Mapping[str, Sequence[str]], list[float]]:
    """Ask every question that has an answer; return the texts found for each, and how long each took in ms."""
    runs: dict[str, Sequence[str]] = {}
    took: list[float] = []
    for question, text in collection.questions.items():
        if any(grade > 0 for grade in collection.judged.get(question, {}).values()):
            begun = time.perf_counter()
            runs[question] = [found for found, _ in ranked(text, DEPTH)]
            took.append(1000 * (time.perf_counter() - begun))
    return runs, took


def quality(runs: Mapping[str, Sequence[str]], judged: Judged) -> Quality:
    """Return how good the found texts are; the gain is the grade, the discount log2 of rank + 1."""
    rows = [_measured(found, judged[question]) for question, found in runs.items()] or [(0.0,) * 5]
    ndcg, recall, deep, mrr, first = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Quality(ndcg, recall, deep, mrr, first, len(runs))


def _measured(found: Sequence[str], grades: Mapping[str, int]) -> tuple[float, ...]:
    right = {text: grade for text, grade in grades.items() if grade > 0}
    hits = [text in right for text in found]
    first = next((place for place, hit in enumerate(hits[:10], start=1) if hit), 0)
    ideal = _gain(sorted(right.values(), reverse=True)[:10])
    return (
        _gain([right.get(text, 0) for text in found[:10]]) / ideal,
        sum(hits[:10]) / len(right),
        sum(hits[:DEPTH]) / len(right),
        1 / first if first else 0.0,
        float(hits[:1] == [True]),
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of all does not exceed (nearest rank); 0 of none."""
    ranked = sorted(values)
    return ranked[max(math.ceil(share * len(ranked)), 1) - 1] if ranked else 0.0


def rounded(figures: Quality) -> Mapping[str, float]:
    """Return the figures to four places, by name."""
    return {name: round(value, 4) for name, value in asdict(figures).items()}
