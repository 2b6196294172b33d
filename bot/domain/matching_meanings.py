"""What a post may be about: its line as it was read, and every other way its words can be understood."""

from collections.abc import Iterator
from dataclasses import dataclass

LINE_ALONE = 0.7
"""How sure a line is whose category the main words of its text do not bear out."""
LINE_VAGUE = 0.5
"""How sure it is when the line names no thing either, only a word like "goods" that may be anything."""
LINE_ASIDE = 0.4
"""How sure a line is whose thing its text names only in passing: where the bus goes, what is there already."""
MAIN, ASIDE = 0.95, 0.6
"""How sure the words are that a text asks for or gives in so many words, and those it names anywhere."""

Things = frozenset[str]
NOTHING: Things = frozenset()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a side may be about: a category, things, and how sure that is."""

    category: str | None
    things: Things
    sure: float


@dataclass(frozen=True, slots=True)
class Naming:
    """What a post and its text name: the line's category and things, then the text's things and categories.

    `homes`: the things of each category; `main_homes`: the categories of `main`.
    """

    category: str | None
    things: Things
    named: Things
    main: Things
    homes: dict[str, Things]
    main_homes: tuple[str, ...]
    categories: tuple[str, ...]


def meanings(naming: Naming) -> tuple[Meaning, ...]:
    """Return what a side may be about, the surest first."""
    return tuple(sorted(_all(naming), key=lambda meaning: -meaning.sure))


def _all(naming: Naming) -> Iterator[Meaning]:
    line = naming.category
    yield Meaning(line, naming.things, _sure(naming))
    if naming.main - naming.things:
        yield Meaning(None, naming.main, MAIN)
    yield from (Meaning(each, naming.homes.get(each, NOTHING), MAIN) for each in naming.main_homes if each != line)
    if naming.named - naming.main - naming.things:
        yield Meaning(None, naming.named, ASIDE)
    known = {line, *naming.main_homes}
    yield from (
        Meaning(each, naming.homes.get(each, NOTHING), ASIDE) for each in naming.categories if each not in known
    )


def _sure(naming: Naming) -> float:
    """Return how sure the line is that was read, by what its text names besides."""
    if naming.things and naming.named and not naming.things & naming.named:
        return LINE_ASIDE
    borne_out = not naming.main or naming.things & naming.main or naming.category in naming.main_homes
    return 1.0 if borne_out else LINE_ALONE if naming.things else LINE_VAGUE
