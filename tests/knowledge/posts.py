"""Posts of one morning, read by the one real reader."""

from datetime import datetime
from functools import cache

from bot.domain.reading import PostKind, Reading
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer

POSTED = datetime.fromisoformat("2026-11-24T09:30:00+09:00")  # a Tuesday


@cache
def reader() -> PlainReader:
    """Return one reader for all tests."""
    return PlainReader(load_vocabulary(), load_gazetteer())


def read(text: str) -> Reading:
    """Return the reading of a post of 24 November 2026."""
    return reader().read(text, POSTED)


def shortly(text: str) -> str:
    """Return the kind of a post, then the categories of its lines."""
    reading = read(text)
    return " ".join([reading.kind, *(line.category or "-" for line in reading.lines)])


def counted(text: str, kind: PostKind | None = None) -> list[str | None]:
    """Return the amount of each line of a post as "200 piece", None where it has none; `kind`: what it is meant as."""
    amounts = [line.quantity for line in reader().read(text, POSTED, kind).lines]
    return [f"{each.value / 1000:g} {each.unit}" if each else None for each in amounts]
