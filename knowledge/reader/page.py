"""Holds what was found in a post before its lines are read."""

from dataclasses import dataclass

from bot.domain.reading import Trouble
from knowledge.reader.spots import Spot
from knowledge.reader.stances import Sentence
from knowledge.reader.windows import Window


@dataclass(frozen=True, slots=True)
class Page:
    """A post with everything that was found before its lines. `bare` has contacts, dates and places blotted out."""

    original: str
    bare: str
    sentences: tuple[Sentence, ...]
    spots: tuple[Spot, ...]
    windows: tuple[Window, ...]
    troubles: tuple[Trouble, ...]
    reports: bool


def sentence_of(page: Page, start: int) -> Sentence:
    """Return the sentence in which an offset of the text lies."""
    return next(
        sentence for sentence in reversed(page.sentences) if sentence.start <= start or sentence is page.sentences[0]
    )
